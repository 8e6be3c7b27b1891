// A stranger looks for a private room through every interface of a real server, and for what was said to others.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyCommand } from '../../../src/server/commands/verify.ts';
import { within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { type Heard, RawPeer } from '../../support/raw-peer.ts';
import { WebPeer } from '../../support/web-peer.ts';

/** Both of one length, so that answers differ in nothing but the name. */
const [hidden, nowhere] = ['hideout', 'nowhere'] as const;
const word = 'xylophone';
const password = 'correct horse battery';

interface Peer {
  say(...objects: object[]): void;
  hears(type: string, isIt?: (object: Heard) => boolean): Promise<Heard>;
  until(what: string, isSo: () => boolean): Promise<void>;
  readonly heard: Heard[];
}

let server: ChatServer;
let owner: RawPeer;
let token: string;
let strangers: readonly (readonly [way: string, peer: Peer])[];

before(async () => {
  server = await ChatServer.start('--rate', '0');
  owner = await RawPeer.enter(server.port, 'ann');
  owner.say({ type: 'register', password });
  token = String((await owner.hears('registered')).token);
  owner.say({ type: 'join', room: hidden }, { type: 'room', room: hidden, visibility: 'private' });
  await owner.hears('room');
  owner.say({ type: 'send', id: 'a', room: hidden, content: `the ${word} is here` });
  await owner.hears('ack');
  const raw = await RawPeer.enter(server.port, 'eve');
  strangers = [
    ['the port', raw],
    ['/ws', await WebPeer.enter(server.port, 'eva')],
  ];
});
after(() => server.stop());

let questions = 0;

/** The one answer to a request, without its number, as text. */
async function answer(peer: Peer, request: object): Promise<string> {
  const id = `q${++questions}`;
  peer.say({ ...request, id });
  const isIt = (object: Heard) => object.id === id;
  await peer.until(`the answer to ${JSON.stringify(request)}`, () => peer.heard.some(isIt));
  return JSON.stringify({ ...peer.heard.find(isIt), id: '' });
}

/** What the stranger gets where the room is and where none is: it has to be the same. */
async function sameAnswers(request: (room: string) => object): Promise<void> {
  for (const [way, peer] of strangers) {
    const there = await answer(peer, request(hidden));
    const none = await answer(peer, request(nowhere));
    assert.equal(there.replaceAll(hidden, nowhere), none, way);
    assert.doesNotMatch(there, new RegExp(word), way);
  }
}

describe('a stranger looks for a private room and finds nothing', () => {
  it('in rooms, by any beginning of its name', async () => {
    await sameAnswers((prefix) => ({ type: 'rooms', prefix }));
    for (const [, peer] of strangers)
      assert.doesNotMatch(await answer(peer, { type: 'rooms' }), new RegExp(hidden));
  });

  it('in the welcome', async () => {
    for (const [, { heard }] of strangers)
      assert.doesNotMatch(JSON.stringify(heard[0]), new RegExp(hidden));
  });

  it('with join: there is no such room', async () => {
    for (const [way, peer] of strangers) {
      const refusal = JSON.parse(await answer(peer, { type: 'join', room: hidden })) as Heard;
      assert.equal(refusal.code, 'no-such-room', way);
      const again = JSON.parse(await answer(peer, { type: 'join', room: hidden, since: 0 }));
      assert.deepEqual(again, refusal, way);
    }
  });

  it('with history, from wherever', async () => {
    for (const place of [{}, { before: 99 }, { after: 0 }, { at: '2020-01-01' }])
      await sameAnswers((room) => ({ type: 'history', room, ...place }));
  });

  it('with search, by its words, its name or its people', async () => {
    await sameAnswers((room) => ({ type: 'search', query: word, room }));
    await sameAnswers((room) => ({ type: 'search', query: `${word} in:${room}` }));
    await sameAnswers((room) => ({ type: 'search', query: `from:ann in:${room}` }));
    for (const [, peer] of strangers) {
      const { messages, more } = JSON.parse(await answer(peer, { type: 'search', query: word }));
      assert.deepEqual([messages, more], [[], false]);
    }
    const own = JSON.parse(await answer(owner, { type: 'search', query: word }));
    assert.equal(own.messages.length, 1);
  });

  it('with members, read, leave, send and what it is about', async () => {
    await sameAnswers((room) => ({ type: 'members', room }));
    await sameAnswers((room) => ({ type: 'read', room, seq: 1 }));
    await sameAnswers((room) => ({ type: 'leave', room }));
    await sameAnswers((room) => ({ type: 'send', room, content: 'hi' }));
    await sameAnswers((room) => ({ type: 'send', room, kind: 'delete', target: 1 }));
    await sameAnswers((room) => ({ type: 'room', room }));
  });

  it('at /log, not with a token of its own either; its owner is shown it', async () => {
    const guest = String((await strangers[0]?.[1].hears('welcome'))?.token);
    for (const headers of [{}, { authorization: `Bearer ${guest}` }]) {
      for (const query of ['', '?since=0', '?follow', '?limit=5&before=9']) {
        const [there, none] = await Promise.all(
          [hidden, nowhere].map((room) => get(`/log/${room}.txt${query}`, headers)),
        );
        assert.deepEqual(there, none);
        assert.equal(there?.status, 404);
      }
    }
    const own = await get(`/log/${hidden}.txt`, { authorization: `Bearer ${token}` });
    assert.match(own.body, new RegExp(`<ann> the ${word} is here`));
  });

  it('at /metrics, which name no room', async () => {
    const { status, body } = await get('/metrics', {});
    assert.equal(status, 200);
    assert.doesNotMatch(body, /hideout|xylophone|room=/);
  });

  it('in what verify prints, which names no room', async () => {
    const { stdout, stderr, code } = await within(verifyCommand, [server.logPath]);
    assert.equal(code, 0);
    assert.doesNotMatch(`${stdout}${stderr}`, /hideout|xylophone/);
  });

  it('in what comes unasked, while it is talked in there', async () => {
    owner.say({ type: 'send', id: 'b', room: hidden, content: 'more' });
    owner.say({ type: 'send', id: 'c', room: 'general', content: 'over there' });
    await owner.hears('ack', ({ id }) => id === 'c');
    for (const [way, peer] of strangers) {
      await peer.hears('message', ({ content }) => content === 'over there');
      const unasked = peer.heard.filter(({ id }) => !/^q/.test(String(id)));
      assert.doesNotMatch(JSON.stringify(unasked), new RegExp(hidden), way);
    }
  });

  it('and no token stands in what the operator reads', async () => {
    const told = JSON.stringify(server.told);
    assert.ok(!told.includes(token) && !told.includes(token.split('.').at(-1) ?? token));
    assert.doesNotMatch(told, /between|correct horse/);
  });
});

async function get(path: string, headers: Record<string, string>) {
  const response = await fetch(`http://${server.address}${path}`, { headers });
  const { status } = response;
  const kinds = [...response.headers.keys()].sort();
  return { status, kinds, body: await response.text() };
}
