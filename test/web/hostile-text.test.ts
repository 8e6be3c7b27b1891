// What others write in a real browser: text on the page and nothing else, wherever it stands, and in its place.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { hostileStrings } from '../client/hostile-strings.ts';
import { joined, message } from '../sdk/scene.ts';
import { ChatServer } from '../support/chat-server.ts';
import { patienceMs } from '../support/patience.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { inBrowser } from './support/browser.ts';
import { LawlessSocket } from './support/lawless-socket.ts';
import { markupStrings } from './support/markup-strings.ts';
import { pageFaults } from './support/page-faults.ts';
import { Visitor } from './support/visitor.ts';

const texts = [...markupStrings, ...hostileStrings];
/** As long as the protocol lets a name, or a note, be. */
const asName = (text: string) => text.slice(0, 128).toWellFormed();
const asNote = (text: string) => text.slice(0, 200).toWellFormed();
/** Some of all kinds, where all would take long; half a character makes a line that nobody reads. */
const some = texts
  .filter((_, index) => index % 15 === 0 || index < markupStrings.length)
  .filter((text) => text.isWellFormed());

inBrowser('what others write', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  /** High, so that much is seen at once. */
  const viewport = { width: 1100, height: 4000 };

  async function isFaultless(alice: Visitor, where: string): Promise<void> {
    assert.deepEqual(await alice.page.evaluate(pageFaults), [], where);
  }

  /** Faultless from the newest to the oldest row; @returns how many messages were drawn */
  async function readAll(alice: Visitor): Promise<number> {
    const read = await alice.page.evaluate(readBack);
    const { faults, keys } = read as { faults: string[]; keys: string[] };
    assert.deepEqual(faults, []);
    return keys.filter((key) => key.startsWith('s')).length;
  }

  it('is text, from a member who sends whatever the server takes', async (t) => {
    const eve = await RawPeer.enter(server.port, 'eve');
    const sent = texts.map((content, index) => ({
      type: 'send',
      room: 'general',
      kind: index % 5 === 1 ? 'action' : 'text',
      content: content.slice(0, 4000),
      id: `e${index}`,
    }));
    eve.say(...sent);
    const answers = () => eve.heard.filter(({ type }) => type === 'ack' || type === 'error');
    await eve.until('all answers', () => answers().length === sent.length);
    const taken = answers().filter(({ type }) => type === 'ack').length;
    const alice = await Visitor.open(t, browser(), url, { viewport });
    assert.ok(taken > markupStrings.length, `${taken} were taken`);
    assert.equal(await readAll(alice), taken);
  });

  it('would be noticed if it was more', async (t) => {
    const amiss = {
      element: `document.body.append(document.createElement('img'))`,
      attribute: `document.querySelector('h1').setAttribute('x', '')`,
      'raw text': `document.querySelector('h1').append('\\u202e')`,
      'raw title': `document.querySelector('h1').title = '\\u001b'`,
      link: `document.querySelector('h1').append(Object.assign(document.createElement('a'), { href: 'x:' }))`,
      'too wide': `document.querySelector('h1').style.minWidth = '3000px'`,
    };
    const alice = await Visitor.open(t, browser(), url);
    for (const change of Object.values(amiss)) await alice.page.evaluate(`void (${change})`);
    const faults = (await alice.page.evaluate(pageFaults)) as string[];
    for (const word of Object.keys(amiss)) {
      assert.ok(
        faults.some((fault) => fault.startsWith(word)),
        word,
      );
    }
  });

  it('is text, from a server that checks nothing: names, topics, rooms, reactions, answers', async (t) => {
    const direct = `@ann+${asName(some[0] ?? '')}`;
    const people = {
      count: some.length,
      members: some.map((text, index) => ({
        name: asName(text),
        status: index % 2 ? 'online' : 'away',
        role: 'guest',
        ...(index % 3 ? {} : { bot: true }),
      })),
    };
    const rooms = some.map((text) => ({ name: asNote(text), topic: asNote(text), count: 1 }));
    const note = asNote(some[4] ?? '');
    const lawless = new LawlessSocket({
      join: ({ room }) =>
        joined(String(room), room === 'general' ? everything() : [], {
          topic: some.join(' '),
          ...people,
        }),
      rooms: () => ({ type: 'rooms', rooms, more: true }),
      members: () => ({ type: 'members', room: 'general', ...people, more: true }),
      whois: () => ({
        ...{ type: 'profile', name: note, status: 'away', role: 'guest', rooms: [note] },
        ...{ text: note, client: note, displayName: note, about: note },
      }),
      search: () => ({ type: 'results', messages: everything(), changes: [], more: false }),
      send: () => ({ type: 'error', code: 'forbidden', message: some.join(' ') }),
    });
    const ann = await Visitor.open(t, browser(), url, { viewport, prepare: lawless.attach });
    assert.ok((await readAll(ann)) > some.length);
    for (const text of some) lawless.say(...live(text));
    lawless.say(message(99_999, 0, { room: direct, content: 'the last' }));
    await ann.page
      .getByLabel('Rooms')
      .getByText(asName(some[0] ?? ''))
      .first()
      .waitFor();
    await isFaultless(ann, 'live');
    for (const command of ['/rooms', '/users', '/whois bob', '/search x', '/topic', 'refused']) {
      await ann.says(command);
      await isFaultless(ann, command);
      await ann.page.keyboard.press('Escape');
    }
    for (const begun of ['/join #', '/msg ', '@', '/whois ']) {
      await ann.line.fill(begun);
      await isFaultless(ann, begun);
    }
    await ann.line.fill('');
    await ann.page.keyboard.press('Control+g');
    await ann.page.getByRole('dialog').waitFor();
    await isFaultless(ann, 'the list of rooms');
    await ann.page.keyboard.press('Escape');
    await ann.line.press('Alt+ArrowUp');
    await ann.page.keyboard.press('i');
    await isFaultless(ann, 'details');
  });
});

/** What is said with these texts, in a room's history. */
function everything() {
  return some.flatMap((text, index) => {
    const seq = 1 + index * 5;
    const sender = asName(text);
    const kind = (['text', 'action', 'topic'] as const)[index % 3] ?? 'text';
    return [
      message(seq, seq - 1, { sender, content: text, kind }),
      message(seq + 1, seq, { sender, content: text, target: seq }),
      message(seq + 2, seq + 1, { sender, kind: 'reaction', content: text, target: seq + 1 }),
      message(seq + 3, seq + 2, { sender, content: 'as it was' }),
      message(seq + 4, seq + 3, { sender, kind: 'edit', content: `${text}!`, target: seq + 3 }),
    ];
  });
}

function live(text: string): object[] {
  const name = asName(text);
  const room = 'general';
  return [
    { type: 'presence', room, name, state: 'joined', count: 3, reason: asNote(text) },
    { type: 'typing', room, name },
    { type: 'renamed', from: name, name: asName(`${text}2`) },
    { type: 'invited', room: text, by: name },
    { type: 'error', code: 'bad-request', message: text },
    { type: text, room: text },
  ];
}

/** Back to the beginning, each time by what is drawn beyond the upper edge, so that no row is passed over. */
const readBack = `(async () => {
  const box = document.querySelector('.messages');
  const keys = new Set();
  const faults = new Set();
  for (const end = Date.now() + ${patienceMs}; Date.now() < end; ) {
    for (const fault of ${pageFaults}) faults.add(fault);
    const rows = [...box.querySelectorAll('article')];
    for (const row of rows) keys.add(row.dataset.key);
    if (box.scrollTop < 1 && /The beginning/.test(box.innerText)) break;
    const tops = rows.map((row) => row.getBoundingClientRect().top);
    box.scrollBy(0, Math.min(0, Math.min(...tops) - box.getBoundingClientRect().top - 48));
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  }
  return { faults: [...faults], keys: [...keys] };
})()`;
