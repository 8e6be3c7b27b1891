// The index beside the log: gone, damaged or somebody else's, nothing of it is missed for long.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { makeTokens } from '../../../src/server/accounts/tokens.ts';
import { Archive } from '../../../src/server/derived/archive.ts';
import { chatServer } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { largeLogEntry, writeLargeLog } from '../../support/large-log.ts';
import { type Heard, RawPeer } from '../../support/raw-peer.ts';

const count = 100_000;
const noRate = ['--rate', '0', '--max-requests-per-second', '0'];
/** Of the large log: memory does not reach so far back, and it is of `room-2`. */
const old = 4_002;

/** Logs as they are copied to servers, with their indexes. */
let store: string;
let large: string;
let other: string;

before(async () => {
  store = mkdtempSync(join(tmpdir(), 'partyline-'));
  large = join(store, 'large.txt');
  other = join(store, 'other.txt');
  writeLargeLog(large, count);
  // Larger, so that its index in the other's place is no truncated one.
  writeLargeLog(other, 1.5 * count, 1_000_001);
  for (const log of [large, other]) await chatServer(['index', '--rebuild', '--log', log]);
});
after(() => rmSync(store, { recursive: true, force: true }));

/** A server over the large log; with its index, or without. */
function serveLarge(hasIndex: boolean): Promise<ChatServer> {
  return ChatServer.startOver(
    (path) => {
      copyFileSync(large, path);
      if (hasIndex) copyFileSync(`${large}.index.db`, `${path}.index.db`);
    },
    ...noRate,
  );
}

async function enter(t: TestContext, server: ChatServer, room: string): Promise<RawPeer> {
  const peer = await RawPeer.enter(server.port, 'reader', room);
  t.after(() => peer.socket.destroy());
  return peer;
}

let asked = 0;

/** What is answered to a request. */
async function ask(peer: RawPeer, request: object): Promise<Heard> {
  const id = `ask-${++asked}`;
  peer.say({ ...request, id });
  await peer.until(id, () => peer.heard.some((heard) => heard.id === id));
  const { id: _, ...answer } = peer.heard.find((heard) => heard.id === id) as Heard;
  return answer as Heard;
}

function seqsOf(page: Heard): number[] {
  assert.ok(Array.isArray(page.messages), JSON.stringify(page));
  return (page.messages as { seq: number }[]).map(({ seq }) => seq);
}

/** An old page of a room, which no memory holds. */
async function readsOldPage(peer: RawPeer): Promise<void> {
  const page = await ask(peer, { type: 'history', room: 'room-2', before: old, limit: 3 });
  assert.deepEqual(seqsOf(page), [old - 15, old - 10, old - 5]);
  const [first] = page.messages as { content: string; prev: number }[];
  assert.equal(first?.content, largeLogEntry(old - 15).content);
  assert.equal(first?.prev, old - 20);
}

/** Asks until all of the log was searched. */
async function findsOld(peer: RawPeer): Promise<void> {
  assert.deepEqual(seqsOf(await findsAll(peer, `word${old}`)), [old]);
}

/** Until all of the log has been looked through: an answer says so if it has not. */
async function findsAll(peer: RawPeer, query: string): Promise<Heard> {
  for (;;) {
    const found = await ask(peer, { type: 'search', query });
    if (found.partial !== true) return found;
  }
}

/** Made with the server's start; of what was said they hold nothing. */
const accountFiles = ['accounts.db', 'hooks.db'].flatMap((file) => [
  file,
  `${file}-shm`,
  `${file}-wal`,
]);

describe('everything beside chat_messages.txt', () => {
  /** All that a newcomer can learn of the log. */
  async function learn(t: TestContext, server: ChatServer): Promise<Heard[]> {
    const peer = await RawPeer.open(server.port);
    t.after(() => peer.socket.destroy());
    peer.say({ type: 'hello', name: 'ann' });
    const { rooms } = await peer.hears('welcome');
    const learnt: Heard[] = [{ type: 'rooms', rooms }];
    for (const room of ['general', 'ops', '@ann+ben']) {
      const { topic, last, messages, changes, more } = await ask(peer, { type: 'join', room });
      learnt.push({ type: 'joined', topic, last, messages, changes, more });
      learnt.push(await ask(peer, { type: 'history', room, after: 0 }));
    }
    for (const query of ['hello', 'first', 'secret', 'from:ben', 'in:ops', 'gone', 'new*'])
      learnt.push(await ask(peer, { type: 'search', query }));
    learnt.push(await ask(peer, { type: 'rooms' }));
    return learnt;
  }

  /** A log with everything in it that the index knows of. */
  async function talk(server: ChatServer): Promise<{ token: string; acks: Heard[] }> {
    const ann = await RawPeer.enter(server.port, 'ann');
    const ben = await RawPeer.enter(server.port, 'ben');
    const { token } = await ann.hears('welcome');
    ann.say({ type: 'join', room: 'ops' });
    const acks: Heard[] = [];
    const say = async (peer: RawPeer, id: string, parts: object) => {
      peer.say({ type: 'send', id, room: 'general', ...parts });
      acks.push(await peer.hears('ack', (heard) => heard.id === id));
      return acks.at(-1)?.seq;
    };
    await say(ann, 'a1', { kind: 'topic', content: 'old topic' });
    const hello = await say(ann, 'a2', { content: 'hello first words' });
    await say(ann, 'a3', { kind: 'edit', content: 'hello newer words', target: hello });
    const gone = await say(ben, 'b1', { content: 'gone soon' });
    await say(ben, 'b2', { kind: 'delete', target: gone });
    await say(ben, 'b3', { kind: 'reaction', content: '👍', target: hello });
    await say(ann, 'a4', { room: 'ops', content: 'hello ops', kind: 'action' });
    await say(ann, 'a5', { to: 'ben', room: undefined, content: 'secret' });
    await say(ann, 'a6', { kind: 'topic', content: 'new topic' });
    ann.socket.destroy();
    ben.socket.destroy();
    return { token: token as string, acks };
  }

  for (const kept of [[], ['chat_messages.txt.key']]) {
    it(`may be deleted${kept.length > 0 ? ' but the key' : ''}: nothing that was said is missed`, async (t) => {
      const server = await ChatServer.start();
      t.after(() => server.stop());
      const { token, acks } = await talk(server);
      await server.end();
      await server.startAgain();
      const before = await learn(t, server);
      await server.end();
      for (const name of readdirSync(server.folder)) {
        if (name !== 'chat_messages.txt' && !kept.includes(name)) rmSync(join(server.folder, name));
      }
      await server.startAgain();
      assert.deepEqual(await learn(t, server), before);
      assert.deepEqual(readdirSync(server.folder).sort(), [
        'chat_messages.txt',
        ...[...accountFiles, 'index.db', 'key', 'lock'].map(
          (suffix) => `chat_messages.txt.${suffix}`,
        ),
      ]);
      const back = await RawPeer.open(server.port);
      t.after(() => back.socket.destroy());
      back.say({ type: 'hello', token, name: 'ann-2' });
      if (kept.length === 0) {
        assert.equal((await back.hears('error')).code, 'auth-failed');
        return;
      }
      back.say({ type: 'join', room: 'general' });
      await back.hears('joined');
      back.say({ type: 'send', id: 'a2', room: 'general', content: 'hello first words' });
      const first = acks.find(({ id }) => id === 'a2');
      assert.deepEqual(await back.hears('ack'), { ...first, duplicate: true });
    });
  }
});

type Damage = (indexPath: string) => void;

const damages: Readonly<Record<string, Damage>> = {
  deleted: (path) => rmSync(path),
  truncated: (path) => truncateSync(path, 100_000),
  'replaced by another log’s': (path) => {
    copyFileSync(`${other}.index.db`, `${path}.new`);
    renameSync(`${path}.new`, path);
  },
  'overwritten with another log’s': (path) => copyFileSync(`${other}.index.db`, path),
  'overwritten with noise': (path) => {
    const { size } = statSync(path);
    writeFileSync(path, Buffer.alloc(size, 'noise and nothing else '), { flag: 'r+' });
  },
};

describe('an index that, while the server runs, is', () => {
  let server: ChatServer;
  let peer: RawPeer;
  before(async () => {
    server = await serveLarge(true);
    peer = await RawPeer.enter(server.port, 'reader', 'room-2');
  });
  after(() => server.stop());

  for (const [title, damage] of Object.entries(damages)) {
    it(`${title}, is told of in one line and made again; meanwhile the log answers`, async () => {
      await findsOld(peer);
      const told = server.told.length;
      damage(`${server.logPath}.index.db`);
      let isWaiting = true;
      const remade = server.tells('index-remade', told).finally(() => {
        isWaiting = false;
      });
      while (isWaiting) await readsOldPage(peer);
      const { level, why } = await remade;
      assert.deepEqual([level, typeof why], [40, 'string']);
      await readsOldPage(peer);
      await server.tells('index-whole', told);
      await findsOld(peer);
      await readsOldPage(peer);
      assert.deepEqual(toldOfIndex(server, told), ['index-remade', 'index-whole']);
    });
  }
});

describe('an index that, while the server is stopped, is', () => {
  let server: ChatServer;
  before(async () => {
    server = await serveLarge(true);
  });
  after(() => server.stop());

  for (const [title, damage] of Object.entries(damages)) {
    it(`${title}, is made again at the start`, async (t) => {
      await server.end();
      damage(`${server.logPath}.index.db`);
      await server.startAgain();
      const peer = await enter(t, server, 'room-2');
      await readsOldPage(peer);
      await findsOld(peer);
      await readsOldPage(peer);
      // Where there is none, nothing was wrong with it.
      if (title !== 'deleted') await server.tells('index-whole');
      const told = title === 'deleted' ? [] : ['index-remade', 'index-whole'];
      assert.deepEqual(toldOfIndex(server), told);
      assert.equal(sealed(server.logPath).left, 0);
    });
  }
});

function toldOfIndex(server: ChatServer, after = 0): unknown[] {
  const types = server.told.slice(after).map(({ type }) => type);
  return types.filter((type) => `${type}`.startsWith('index'));
}

describe('a log that is rotated', () => {
  it('goes on after a restart: pages across its files, and every id is still known', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    const { token } = await ann.hears('welcome');
    const acks: Heard[] = [];
    const say = async (peer: RawPeer, id: string) => {
      peer.say({ type: 'send', id, room: 'general', content: `number ${id}` });
      return peer.hears('ack', (heard) => heard.id === id);
    };
    for (const file of [1, 2, 3]) {
      for (const number of [1, 2, 3]) acks.push(await say(ann, `${file}-${number}`));
      renameSync(server.logPath, `${server.logPath}.${file}`);
      const before = server.told.length;
      server.signal('SIGHUP');
      await server.tells('reopened', before);
    }
    acks.push(await say(ann, '4-1'));
    ann.socket.destroy();
    await server.end();
    await server.startAgain();
    const back = await RawPeer.open(server.port);
    t.after(() => back.socket.destroy());
    back.say({ type: 'hello', token }, { type: 'join', room: 'general', limit: 2 });
    const joined = await back.hears('joined');
    const seqs = acks.map(({ seq }) => seq);
    assert.deepEqual(seqsOf(joined), seqs.slice(-2));
    const page = await ask(back, { type: 'history', room: 'general', after: 0 });
    assert.deepEqual(seqsOf(page), seqs);
    const prevs = (page.messages as { prev: number }[]).map(({ prev }) => prev);
    assert.deepEqual(prevs, [0, ...seqs.slice(0, -1)]);
    const older = await ask(back, { type: 'history', room: 'general', before: seqs[4], limit: 2 });
    assert.deepEqual(seqsOf(older), seqs.slice(2, 4));
    const found = await findsAll(back, 'number');
    assert.deepEqual(seqsOf(found), seqs.toReversed());
    for (const ack of acks) {
      assert.deepEqual(await say(back, `${ack.id}`), { ...ack, duplicate: true });
    }
    assert.equal((await say(back, 'new')).duplicate, undefined);
  });
});

describe('a large log', () => {
  it('is served at once, and searched as far as its index is made', async (t) => {
    const server = await serveLarge(false);
    t.after(() => server.stop());
    const peer = await enter(t, server, 'room-2');
    await readsOldPage(peer);
    await findsOld(peer);
    const topic = await ask(peer, { type: 'join', room: 'room-3' });
    assert.equal(topic.topic, 'the oldest topic');
    const page = await ask(peer, { type: 'history', room: 'room-2', after: 0, limit: 2 });
    assert.deepEqual(seqsOf(page), [2, 7]);
    const some = await ask(peer, { type: 'search', query: 'morning', room: 'room-2', limit: 2 });
    assert.deepEqual(seqsOf(some), [99_997, 99_992]);
    const { before } = some;
    const more = await ask(peer, {
      type: 'search',
      query: 'morning',
      room: 'room-2',
      limit: 2,
      before,
    });
    assert.deepEqual(seqsOf(more), [99_987, 99_982]);
  });

  it('gives the first ack to what is sent again, however old it is, also after kill -9', async (t) => {
    const server = await serveLarge(false);
    t.after(() => server.stop());
    const key = readFileSync(`${server.logPath}.key`);
    const signed = makeTokens(key).sign('writer', 'ann', 0);
    for (let time = 0; time < 2; time++) {
      const peer = await RawPeer.open(server.port);
      t.after(() => peer.socket.destroy());
      peer.say({ type: 'hello', token: signed }, { type: 'join', room: 'room-2' });
      await peer.hears('joined');
      const again = await ask(peer, { type: 'send', room: 'room-2', content: 'x' });
      assert.equal(again.duplicate, undefined);
      peer.say({ type: 'send', id: `${old}`, room: 'room-2', content: 'whatever' });
      const { timestamp } = largeLogEntry(old);
      const ack = { type: 'ack', id: `${old}`, room: 'room-2', seq: old, timestamp };
      assert.deepEqual(await peer.hears('ack', ({ id }) => id === `${old}`), {
        ...ack,
        duplicate: true,
      });
      await server.kill();
      await server.startAgain();
    }
  });

  it('stops at once while its index is made, and the next start goes on from there', async (t) => {
    const server = await ChatServer.startOver((path) => writeLargeLog(path, 270_000), ...noRate);
    t.after(() => server.stop());
    await server.tells('index-behind');
    const peer = await enter(t, server, 'room-2');
    const { logPath } = server;
    while (sealed(logPath).parts === 0) await ask(peer, { type: 'ping' });
    await server.end();
    assert.equal(await server.exit(), 0);
    const { parts, left } = sealed(logPath);
    assert.ok(parts > 0 && left > 0, `${parts} parts, ${left} left`);
    await server.startAgain();
    const back = await enter(t, server, 'room-2');
    await findsOld(back);
    assert.ok(!server.told.some(({ type }) => type === 'index-remade'));
  });
});

/** What the index beside a log holds. */
function sealed(logPath: string): { parts: number; left: number } {
  const archive = new Archive({ logPath, indexPath: `${logPath}.index.db`, isLookedAt: true });
  const { dev, ino, size } = statSync(logPath);
  try {
    archive.open({ dev, ino, size });
    return { parts: archive.sealed.parts, left: archive.progress.left };
  } finally {
    archive.close();
  }
}
