import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Draft, limits } from '../../../src/protocol/index.ts';
import type { Session } from '../../../src/server/core/session.ts';
import { Hall, type Person } from '../../support/hall.ts';

function send(person: Person, content: string, parts: object = {}): void {
  person.say({ type: 'send', room: 'general', content, ...parts });
}

/** What a join in this room says of reading. */
function joined(person: Person, room = 'general'): unknown[] {
  person.say({ type: 'join', room });
  const { read, unread } = person.last('joined');
  return [read, unread];
}

function commit(hall: Hall, parts: Partial<Draft>): void {
  const draft = { room: 'general', kind: 'text', sender: 'old', content: 'x', ...parts } as const;
  hall.chat.sends.committed([{ message: hall.log.add(draft), origin: { waiting: [] } }]);
}

/** A hall whose memory holds nothing of what the log has. */
function hallWithOldLog(...parts: Partial<Draft>[]): Hall {
  const hall = new Hall({ messagesPerSecond: 0 }, parts.length + 1);
  for (const part of parts) {
    hall.log.add({ room: 'general', kind: 'text', sender: 'old', content: 'x', ...part });
  }
  return hall;
}

describe('read (§5.9)', () => {
  it('is answered with the marker: it never goes back, and never beyond the newest message', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    for (let number = 1; number <= 3; number++) send(ann, `${number}`);
    const kept = [2, 1, 99, 0].map((seq) => {
      ann.say({ type: 'read', id: 'r', room: '#General', seq });
      return ann.last('read');
    });
    assert.deepEqual(
      kept.map(({ seq }) => seq),
      [2, 2, 3, 3],
    );
    assert.deepEqual(kept[0], { type: 'read', id: 'r', room: 'general', seq: 2 });
  });

  it('is refused where one is not in the room, and of a seq that is none', () => {
    const hall = new Hall();
    hall.enter('ben', 'general');
    const ann = hall.enter('ann');
    ann.say({ type: 'read', room: 'general', seq: 1 });
    assert.equal(ann.last('error').code, 'not-in-room');
    ann.say({ type: 'read', room: 'general', seq: -1 });
    assert.equal(ann.last('error').code, 'bad-request');
  });

  it('comes after the acks of what was sent before it', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    hall.holdsCommits = true;
    send(ann, 'one');
    ann.say({ type: 'read', room: 'general', seq: 1 });
    hall.commit();
    assert.deepEqual(ann.types(), ['ack', 'message', 'read']);
    assert.equal(ann.last('read').seq, 1);
  });

  it('is nobody else’s business', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    send(ann, 'one');
    hall.forget();
    ann.say({ type: 'read', room: 'general', seq: 1 });
    assert.deepEqual(ben.heard, []);
  });

  it('is told to the other sessions of the same person, where the marker moved', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    send(ann, 'one');
    const session = hall.hub.sessionByName('ann') as Session;
    const other = hall.connect();
    const second = { ...session, peer: other, rooms: new Set<never>() };
    hall.hub.add(second);
    hall.forget();
    const read = { type: 'read', room: 'general', seq: 1 };
    ann.say(read, read);
    assert.deepEqual(other.heard, [read]);
    assert.deepEqual(ann.types(), ['read', 'read']);
    hall.hub.remove(second);
    send(ann, 'two');
    ann.say({ ...read, seq: 2 });
    assert.equal(other.heard.length, 1);
  });
});

describe('joined (§5.9)', () => {
  it('says nothing of reading to who has never read there', () => {
    const hall = new Hall();
    send(hall.enter('ben', 'general'), 'one');
    assert.deepEqual(joined(hall.enter('ann')), [undefined, undefined]);
  });

  it('says how far one has read, and how much came from others since', () => {
    const hall = new Hall();
    const ann = hall.enter('ann', 'general');
    const ben = hall.enter('ben', 'general');
    send(ben, 'one');
    ann.say({ type: 'read', room: 'general', seq: 1 });
    assert.deepEqual(joined(ann), [1, 0]);
    send(ben, 'two');
    send(ben, 'waves', { kind: 'action' });
    assert.deepEqual(joined(ann), [1, 2]);
  });

  it('counts neither one’s own messages nor what is no message', () => {
    const hall = new Hall();
    const ann = hall.enter('Ann', 'general');
    ann.say({ type: 'read', room: 'general', seq: 0 });
    send(ann, 'mine');
    commit(hall, { sender: 'ANN', content: 'mine from before' });
    commit(hall, { kind: 'topic' });
    commit(hall, { kind: 'edit', target: 1 });
    commit(hall, { kind: 'reaction', target: 1 });
    commit(hall, { kind: 'delete', content: '', target: 1 });
    commit(hall, { room: 'elsewhere' });
    assert.deepEqual(joined(ann), [0, 0]);
    commit(hall, { content: 'the one that counts' });
    assert.deepEqual(joined(ann), [0, 1]);
  });

  it('counts up to 1,000', () => {
    const hall = new Hall({ messagesPerSecond: 0 });
    const ann = hall.enter('ann', 'general');
    ann.say({ type: 'read', room: 'general', seq: 0 });
    for (let number = 1; number < limits.maxUnread; number++) commit(hall, {});
    assert.deepEqual(joined(ann), [0, 999]);
    for (let number = 0; number < 700; number++) commit(hall, {});
    assert.deepEqual(joined(ann), [0, 1000]);
  });

  it('says it of direct rooms, and only to the two', () => {
    const hall = new Hall();
    const ann = hall.enter('ann');
    const ben = hall.enter('ben');
    ann.say({ type: 'send', to: 'ben', content: 'psst' });
    ben.say({ type: 'read', room: '@ann+ben', seq: 1 });
    ann.say({ type: 'send', to: 'ben', content: 'are you there?' });
    assert.deepEqual(joined(ben, '@ann+ben'), [1, 1]);
    assert.deepEqual(joined(ann, '@ann+ben'), [undefined, undefined]);
    const eve = hall.enter('eve');
    eve.say({ type: 'read', room: '@ann+ben', seq: 1 });
    assert.equal(eve.last('error').code, 'not-in-room');
  });

  it('says it to a session that comes back, also under another name', () => {
    const hall = new Hall();
    const ben = hall.enter('ben', 'general');
    send(ben, 'one');
    const ann = hall.connect();
    ann.say({ type: 'hello', name: 'ann' }, { type: 'join', room: 'general' });
    ann.say({ type: 'read', room: 'general', seq: 1 }, { type: 'name', name: 'anna' });
    const { token } = ann.last('named');
    ann.vanish();
    send(ben, 'two');
    const back = hall.connect();
    back.say({ type: 'hello', token });
    assert.deepEqual(joined(back), [1, 1]);
  });

  it('counts in the log what memory does not hold, with what is committed meanwhile', async () => {
    const hall = hallWithOldLog({}, {}, { sender: 'ann' }, { kind: 'topic' }, {});
    const ann = hall.enter('ann');
    hall.chat.readMarkers.advance(sessionOf(hall, 'ann'), 'general', 1, 5, 0);
    ann.say({ type: 'join', room: 'general', limit: 0 });
    assert.deepEqual(ann.types(), []);
    commit(hall, {});
    await hall.log.answerReads();
    const { read, unread, last } = ann.last('joined');
    assert.deepEqual([read, unread, last], [1, 3, 6]);
  });

  it('counts a thousand in the log, page by page', async () => {
    const hall = hallWithOldLog(...new Array(1200).fill({}));
    const ann = hall.enter('ann');
    hall.chat.readMarkers.advance(sessionOf(hall, 'ann'), 'general', 0, 1, 0);
    ann.say({ type: 'join', room: 'general', limit: 0 });
    await hall.log.answerReads();
    assert.equal(ann.last('joined').unread, 1000);
  });

  it('leaves the number out where too much would have to be read for it', async () => {
    const hall = hallWithOldLog(...new Array(3000).fill({ sender: 'ann' }), {});
    const ann = hall.enter('ann');
    hall.chat.readMarkers.advance(sessionOf(hall, 'ann'), 'general', 1, 3001, 0);
    ann.say({ type: 'join', room: 'general', limit: 0 });
    await hall.log.answerReads();
    assert.deepEqual([ann.last('joined').read, ann.last('joined').unread], [1, undefined]);
  });

  it('leaves the number out where the log can’t be read, and lets one in', async () => {
    const hall = hallWithOldLog({}, {}, {});
    const readAfter = hall.log.readAfter.bind(hall.log);
    hall.log.readAfter = async (...page) => {
      await readAfter(...page);
      throw new Error('the disk is gone');
    };
    const ann = hall.enter('ann');
    hall.chat.readMarkers.advance(sessionOf(hall, 'ann'), 'general', 1, 3, 0);
    ann.say({ type: 'join', room: 'general', limit: 0 });
    await hall.log.answerReads();
    assert.deepEqual([ann.last('joined').read, ann.last('joined').unread], [1, undefined]);
  });

  it('reads nothing from the log for a room that one has read to its end', () => {
    const hall = hallWithOldLog({}, {}, {});
    const ann = hall.enter('ann');
    hall.chat.readMarkers.advance(sessionOf(hall, 'ann'), 'general', 3, 3, 0);
    ann.say({ type: 'join', room: 'general', limit: 0 });
    assert.deepEqual([ann.last('joined').read, ann.last('joined').unread], [3, 0]);
    commit(hall, {});
    ann.say({ type: 'join', room: 'general', limit: 0 });
    assert.equal(ann.last('joined').unread, 1);
  });
});

function sessionOf(hall: Hall, name: string): string {
  return hall.hub.sessionByName(name)?.id ?? '';
}
