// `search` as it is asked and answered; what words mean is the index's, and tested with it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Draft, limits } from '../../../src/protocol/index.ts';
import { Hall, type Person } from '../../support/hall.ts';

interface Results {
  readonly messages: readonly { readonly seq: number; readonly content: string }[];
  readonly changes?: readonly { readonly kind: string; readonly target: number }[];
  readonly more: boolean;
  readonly before?: number;
}

function said(...drafts: readonly Partial<Draft>[]): Hall {
  const hall = new Hall({ messagesPerSecond: 0 });
  for (const parts of drafts)
    hall.log.add({ room: 'general', kind: 'text', sender: 'ann', content: 'word', ...parts });
  return hall;
}

async function find(hall: Hall, person: Person, parts: object): Promise<Results> {
  person.say({ type: 'search', query: 'word', ...parts });
  await hall.log.answerOnce();
  return person.last('results') as unknown as Results;
}

function seqs({ messages }: Results): number[] {
  return messages.map(({ seq }) => seq);
}

describe('search', () => {
  it('finds in every open room, newest first, without joining any', async () => {
    const hall = said({}, { room: 'ops' }, { content: 'else' }, { sender: 'ben' });
    const eve = hall.enter('eve');
    const found = await find(hall, eve, { id: 's' });
    assert.deepEqual(seqs(found), [4, 2, 1]);
    assert.equal(found.more, false);
    assert.equal('before' in found, false);
    assert.equal(eve.last('results').id, 's');
  });

  it('takes a room and a sender as fields, in whatever case and form', async () => {
    const hall = said({}, { room: 'ops' }, { sender: 'Ben' }, { room: 'ops', sender: 'Ben' });
    const eve = hall.enter('eve');
    assert.deepEqual(seqs(await find(hall, eve, { room: '#OPS' })), [4, 2]);
    assert.deepEqual(seqs(await find(hall, eve, { sender: 'bEN' })), [4, 3]);
    assert.deepEqual(seqs(await find(hall, eve, { room: 'ops', sender: 'ben' })), [4]);
  });

  it('takes them in the words too; a field counts more', async () => {
    const hall = said({}, { room: 'ops' }, { sender: 'ben' }, { room: 'ops', sender: 'ben' });
    const eve = hall.enter('eve');
    assert.deepEqual(seqs(await find(hall, eve, { query: 'word in:#ops from:@ben' })), [4]);
    const query = 'word in:ops from:ben';
    assert.deepEqual(seqs(await find(hall, eve, { query, room: 'general', sender: 'ann' })), [1]);
  });

  it('goes back page by page with `before`, nothing twice, nothing left out', async () => {
    const hall = said(...Array.from({ length: 10 }, () => ({})));
    const eve = hall.enter('eve');
    const pages: number[][] = [];
    for (let before: number | undefined; ; ) {
      const page = await find(hall, eve, { limit: 4, ...(before === undefined ? {} : { before }) });
      pages.push(seqs(page));
      before = page.before;
      assert.equal(page.more, before !== undefined);
      if (before === undefined) break;
    }
    assert.deepEqual(pages, [
      [10, 9, 8, 7],
      [6, 5, 4, 3],
      [2, 1],
    ]);
  });

  it('gives fifty unless it is told how many', async () => {
    const hall = said(...Array.from({ length: 60 }, () => ({})));
    const found = await find(hall, hall.enter('eve'), {});
    assert.equal(found.messages.length, limits.defaultPage);
    assert.equal(found.before, 11);
  });

  it('finds in one’s own direct rooms, and in nobody else’s, whatever is asked', async () => {
    const hall = said();
    const [ann, eve] = [hall.enter('Ann'), hall.enter('eve')];
    hall.enter('ben').say({ type: 'send', to: 'ann', content: 'word of ours' });
    assert.deepEqual(seqs(await find(hall, ann, {})), [1]);
    assert.deepEqual(seqs(await find(hall, ann, { room: '@ann+ben' })), [1]);
    assert.deepEqual(seqs(await find(hall, eve, {})), []);
    assert.deepEqual(seqs(await find(hall, eve, { query: 'word in:@ann+ben' })), []);
    eve.say({ type: 'search', query: 'word', room: '@ann+ben' });
    assert.equal(eve.last('error').code, 'forbidden');
  });

  it('looks with the name that the session has now', async () => {
    const hall = said();
    const ann = hall.enter('ann');
    hall.enter('ben').say({ type: 'send', to: 'ann', content: 'word of ours' });
    assert.deepEqual(seqs(await find(hall, ann, {})), [1]);
    ann.say({ type: 'name', name: 'anna' });
    assert.deepEqual(seqs(await find(hall, ann, {})), []);
  });

  it('refuses what is no room, no query and too long a query', () => {
    const eve = said({}).enter('eve');
    for (const [request, code] of [
      [{ query: 'word', room: 'no room' }, 'room-invalid'],
      [{}, 'bad-request'],
      [{ query: 'x'.repeat(limits.maxQueryLength + 1) }, 'bad-request'],
      [{ query: 'word', limit: -1 }, 'bad-request'],
    ] as const) {
      eve.say({ type: 'search', ...request });
      assert.equal(eve.last('error').code, code, JSON.stringify(request));
    }
  });

  it('says what became of what it found', async () => {
    const hall = said({}, { kind: 'reaction', content: '👍', target: 1 });
    const found = await find(hall, hall.enter('eve'), {});
    assert.deepEqual(
      found.changes?.map(({ kind, target }) => [kind, target]),
      [['reaction', 1]],
    );
  });

  it('cuts a page that one line can not hold, and goes on where it was cut', async () => {
    const content = `word ${'界'.repeat(limits.maxContentLength - 5)}`;
    const hall = said(...Array.from({ length: 200 }, () => ({ content })));
    const eve = hall.enter('eve');
    const all: number[] = [];
    for (let before: number | undefined = 201; before !== undefined; ) {
      const page: Results = await find(hall, eve, { before, limit: 500 });
      assert.ok(Buffer.byteLength(JSON.stringify(page)) < limits.maxReplyLineBytes);
      all.push(...seqs(page));
      before = page.before;
    }
    assert.deepEqual(
      all,
      Array.from({ length: 200 }, (_, index) => 200 - index),
    );
  });

  it('loses no old message that an edit made one of the newest hits, where the page is cut', async () => {
    const long = { content: `word ${'界'.repeat(limits.maxContentLength - 5)}` };
    const hall = said({ content: 'wrod' }, ...Array.from({ length: 200 }, () => long));
    const edit = hall.log.add({
      room: 'general',
      kind: 'edit',
      sender: 'ann',
      content: 'word',
      target: 1,
    });
    // As the index has it: the edit is the hit, the message is what is found.
    const [first, ...others] = hall.log.messages.slice(0, -1);
    assert.ok(first);
    const messages = [...others.toReversed(), first];
    hall.log.search = async () => ({ messages, changes: [edit], isPartial: false });
    const page = await find(hall, hall.enter('eve'), { limit: 500 });
    assert.ok(page.messages.length < 200);
    assert.equal(seqs(page).at(-1), 1);
    assert.deepEqual(
      page.changes?.map(({ target }) => target),
      [1],
    );
    assert.equal(page.before, seqs(page).at(-2));
  });

  it('is refused while the log can not be read, and what came behind it is answered', async () => {
    const hall = said({});
    const eve = hall.enter('eve');
    eve.say({ type: 'search', id: 'a', query: 'word' }, { type: 'ping', id: 'b' });
    assert.deepEqual(eve.types(), []);
    await hall.log.failReads();
    assert.deepEqual(
      eve.heard.map(({ id, type, code }) => [id, type, code]),
      [
        ['a', 'error', 'storage-unavailable'],
        ['b', 'pong', undefined],
      ],
    );
    assert.deepEqual(seqs(await find(hall, eve, {})), [1]);
  });

  it('costs, so that nobody searches all the time', () => {
    const hall = new Hall();
    const eve = hall.enter('eve');
    for (let number = 0; number < 300; number++) eve.say({ type: 'search', query: 'word' });
    assert.ok(hall.log.waitingReads <= 1);
  });
});
