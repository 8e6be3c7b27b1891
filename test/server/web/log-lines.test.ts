import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { formatEntry, type Message } from '../../../src/protocol/index.ts';
import { stallMs } from '../../../src/server/web/lines-answer.ts';
import { LogLines } from '../../../src/server/web/log-lines.ts';
import { Hall, type Person } from '../../support/hall.ts';
import { LinesHeard, WebRoute } from '../../support/web-route.ts';

interface Stage {
  readonly hall: Hall;
  readonly log: LogLines;
  readonly web: WebRoute;
}

async function stage(t: TestContext, hall = new Hall()): Promise<Stage> {
  const log = new LogLines(hall.chat, hall.followers);
  return { hall, log, web: await WebRoute.open(t, log) };
}

function says(person: Person, ...contents: string[]): void {
  for (const content of contents) person.say({ type: 'send', room: 'general', content });
}

function line(message: Message | undefined): string {
  assert.ok(message);
  return `${formatEntry(message)}`;
}

async function textOf({ web }: Stage, path: string, init?: RequestInit): Promise<string> {
  const response = await web.get(path, init);
  assert.equal(response.status, 200, path);
  return response.text();
}

/** The seqs of lines. */
function seqsOf(text: string | readonly string[]): number[] {
  const lines = typeof text === 'string' ? text.split('\n').slice(0, -1) : text;
  return lines.map((each) => Number(each.split(' ')[1]));
}

/** All numbers from one to another. */
function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

/** Somebody else's messages, in memory and in the log, some of them old ones. */
function talkedBefore(hall: Hall, count: number, held = count, more = ''): void {
  for (let at = 1; at <= count; at++) {
    const timestamp = new Date(hall.nowMs - (count - at) * 60_000).toISOString();
    const draft = {
      room: 'general',
      kind: 'text',
      sender: 'old',
      content: `${at}${more}`,
    } as const;
    const message = hall.log.add(draft, timestamp);
    if (at > count - held) hall.chat.recent.add(message);
  }
}

/** Lets the log answer what it is asked, until it is over. */
async function readingLog<Result>(hall: Hall, task: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = task.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await hall.log.answerReads();
    await turn();
  }
  return over;
}

describe('GET /log/ROOM.txt', () => {
  it('gives the lines as they stand in the log: texts, edits, deletions, reactions, topics', async (t) => {
    const at = await stage(t);
    const ann = at.hall.enter('ann', 'general', 'ops');
    says(ann, 'hello', 'tab\tand \u{202e}turned\u{202c}');
    const send = { type: 'send', room: 'general', target: 1 };
    ann.say(
      { ...send, kind: 'edit', content: 'hello!' },
      { ...send, kind: 'reaction', content: '👍' },
    );
    ann.say({ type: 'send', room: 'ops', content: 'elsewhere' });
    ann.say({ type: 'send', id: 'x', room: 'general', kind: 'action', content: 'waves' });
    const response = await at.web.get('/log/general.txt');
    const own = at.hall.log.messages.filter(({ room }) => room === 'general');
    assert.equal(own.length, 5);
    assert.equal(await response.text(), own.map((each) => `${line(each)}\n`).join(''));
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('leaves the words of what was deleted out, as for everyone who comes later', async (t) => {
    const at = await stage(t);
    const ann = at.hall.enter('ann', 'general');
    says(ann, 'a secret');
    ann.say({ type: 'send', room: 'general', kind: 'delete', target: 1 });
    const [text = '', deletion = ''] = (await textOf(at, '/log/general.txt')).split('\n');
    assert.equal(text, '2026-11-20T12:00:00.000Z 1 #general <ann> ');
    assert.match(deletion, / 2 #general <ann> \(delete 1\)\t/);
  });

  it('gives the newest hundred, or as many as are asked for, oldest first', async (t) => {
    const at = await stage(t);
    talkedBefore(at.hall, 250);
    assert.deepEqual(seqsOf(await textOf(at, '/log/general.txt')), span(151, 250));
    assert.deepEqual(seqsOf(await textOf(at, '/log/general.txt?limit=3')), [248, 249, 250]);
    assert.deepEqual(seqsOf(await textOf(at, '/log/general.txt?limit=2&before=100')), [98, 99]);
  });

  it('gives all since a seq, a time, a day, or so long ago', async (t) => {
    const at = await stage(t);
    talkedBefore(at.hall, 1_234);
    const since = async (when: string) =>
      seqsOf(await textOf(at, `/log/general.txt?since=${when}`));
    assert.deepEqual(await since('17'), span(18, 1_234));
    assert.deepEqual(await since('1234'), []);
    assert.deepEqual(await since('30m'), span(1_204, 1_234));
    assert.deepEqual(await since('2h'), span(1_114, 1_234));
    assert.deepEqual(await since('2026-11-20'), span(1_234 - 720, 1_234));
    assert.deepEqual(await since('2026-11-20T11:59'), [1_233, 1_234]);
    assert.deepEqual(await since('2026-11-20T13:59+02:00'), [1_233, 1_234]);
    assert.deepEqual(await since('2027-01-01'), []);
  });

  it('reads what memory does not hold from the log, page by page', async (t) => {
    const hall = new Hall({}, 2_001);
    const at = await stage(t, hall);
    talkedBefore(hall, 2_100, 100);
    const ask = async (query: string) =>
      seqsOf(await readingLog(hall, textOf(at, `/log/general.txt${query}`)));
    assert.deepEqual(await ask('?since=0'), span(1, 2_100));
    assert.deepEqual(await ask('?since=500'), span(501, 2_100));
    assert.deepEqual(await ask('?since=24h'), span(2_100 - 1_440, 2_100));
    assert.deepEqual(await ask('?limit=500'), span(1_601, 2_100));
  });

  it('gives long lines in parts, as they are taken: the same lines, and no more than were asked for', async (t) => {
    const asked = [
      [200, 'limit=150', span(51, 200)],
      [200, 'before=190&limit=90', span(100, 189)],
      [200, 'before=120&limit=119', span(1, 119)],
      [200, 'since=20', span(21, 200)],
      [50, 'since=20', span(21, 200)],
      [50, 'limit=150', span(51, 200)],
    ] as const;
    for (const [held, query, seqs] of asked) {
      const hall = new Hall({}, 201 - held);
      talkedBefore(hall, 200, held, 'x'.repeat(3900));
      const text = textOf(await stage(t, hall), `/log/general.txt?${query}`);
      assert.deepEqual(seqsOf(await readingLog(hall, text)), seqs, query);
    }
  });

  it('does not fill the memory for those who ask for long lines and take none', async (t) => {
    const hall = new Hall();
    talkedBefore(hall, 500, 500, 'x'.repeat(3900));
    const { web } = await stage(t, hall);
    const asking = 'GET /log/general.txt?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const before = process.memoryUsage();
    for (let count = 0; count < 30; count++) {
      const socket = connect(web.port, '127.0.0.1');
      t.after(() => socket.destroy());
      socket.write(asking);
      await once(socket, 'readable');
    }
    const after = process.memoryUsage();
    const grown = after.rss - before.rss;
    assert.ok(grown < 32 * 1024 * 1024, `${grown} bytes more for 30 answers of 2 MB`);
  });

  it('never asks the log for more than a few pages at once, however many read', async (t) => {
    const hall = new Hall({}, 2_001);
    const at = await stage(t, hall);
    talkedBefore(hall, 2_100, 100);
    let most = 0;
    const texts = Promise.all(
      span(1, 20).map((since) => textOf(at, `/log/general.txt?since=${since}`)),
    );
    let isOver = false;
    const over = texts.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      most = Math.max(most, hall.log.waitingReads);
      await hall.log.answerOnce();
      await turn();
    }
    assert.equal(most, 4);
    for (const [at, text] of (await over).entries())
      assert.deepEqual(seqsOf(text), span(at + 2, 2_100));
  });

  it('takes a room as people write it, and knows nothing of paths', async (t) => {
    const at = await stage(t);
    says(at.hall.enter('ann', 'general'), 'hello');
    assert.equal((await textOf(at, '/log/%23General.txt')).includes('hello'), true);
    for (const name of ['..%2F..%2Fetc%2Fpasswd', '%2e%2e%2fgeneral', 'a%00', '%ff', '%', 'a b']) {
      const response = await at.web.get(`/log/${name}.txt`);
      assert.equal(response.status, 400, name);
      assert.match(await response.text(), /^A room name is 1 to 32 letters/, name);
    }
  });

  it('says in words that there is no such room, and which forms "since" has', async (t) => {
    const at = await stage(t);
    const missing = await at.web.get('/log/nowhere.txt');
    assert.equal(missing.status, 404);
    assert.match(await missing.text(), /^There is no such room: .*\.\n$/);
    for (const query of [
      'since=noon',
      'since=',
      'since=2026-13-41',
      'limit=0',
      'limit=501',
      'limit=x',
    ])
      assert.equal((await at.web.get(`/log/general.txt?${query}`)).status, 400, query);
    const bad = await at.web.get('/log/general.txt?since=yesterday');
    assert.match(await bad.text(), /Give a seq, a time such as 2026-11-20T12:00, or 90m, 1h, 7d\./);
    for (const query of ['since=1&before=2', 'since=1&limit=2', 'before=2&follow', 'before=x'])
      assert.equal((await at.web.get(`/log/general.txt?${query}`)).status, 400, query);
  });

  it('has nothing to say of an empty room that somebody is in', async (t) => {
    const at = await stage(t);
    at.hall.enter('ann', 'quiet');
    assert.equal(await textOf(at, '/log/quiet.txt'), '');
  });

  it('says that the log cannot be read where it cannot', async (t) => {
    const hall = new Hall({}, 11);
    const at = await stage(t, hall);
    talkedBefore(hall, 20, 10);
    hall.log.hidden.add('general');
    const asked = at.web.get('/log/general.txt?since=0');
    // It is in memory that there is such a room; its old lines are not.
    while (hall.log.waitingReads === 0) await turn();
    await hall.log.failReads();
    const response = await asked;
    await assert.rejects(response.text());
  });
});

describe('a follower', () => {
  async function follow(at: Stage, query = '', headers: Record<string, string> = {}) {
    const response = await at.web.get(`/log/general.txt?follow${query}`, { headers });
    assert.equal(response.status, 200);
    return new LinesHeard(response);
  }

  it('gets what was said, then what is said, as it is committed', async (t) => {
    const at = await stage(t);
    const ann = at.hall.enter('ann', 'general', 'ops');
    says(ann, 'before');
    const heard = await follow(at);
    await heard.until(() => heard.lines.length === 1);
    ann.say({ type: 'send', room: 'ops', content: 'not here' });
    says(ann, 'after');
    await heard.until(() => heard.lines.length === 2);
    assert.deepEqual(heard.lines, [line(at.hall.log.messages[0]), line(at.hall.log.messages[2])]);
    assert.equal(at.hall.followers.count, 1);
    assert.equal(at.log.count, 1);
  });

  it('misses nothing and gets nothing twice, however much is said meanwhile', async (t) => {
    const hall = new Hall({ maxRecentMessages: 700 }, 3_001);
    const at = await stage(t, hall);
    talkedBefore(hall, 3_300, 300);
    const ann = hall.enter('ann', 'general', 'ops');
    const followers: LinesHeard[] = [];
    const starts = [0, 700, 2_999, 3_100, 3_300];
    const opened = starts.map(async (since) => {
      followers.push(await follow(at, `&since=${since}`));
    });
    opened.push(
      (async () => {
        followers.push(await follow(at));
      })(),
    );
    // Other rooms too, so that the log grows while this one does not; reads end when they end.
    for (let said = 0; said < 2_000; said++) {
      ann.say({ type: 'send', room: said % 3 === 0 ? 'ops' : 'general', content: `${said}` });
      hall.nowMs += 1_000;
      if (said % 5 === 0) await hall.log.answerOnce();
      if (said % 7 === 0) await turn();
    }
    await readingLog(hall, Promise.all(opened));
    const last = hall.log.messages.findLast(({ room }) => room === 'general');
    const all = hall.log.messages.filter(({ room }) => room === 'general').map(({ seq }) => seq);
    for (const heard of followers) {
      await readingLog(
        hall,
        heard.until(() => seqsOf(heard.lines).at(-1) === last?.seq),
      );
      const seqs = seqsOf(heard.lines);
      assert.deepEqual(seqs, all.slice(all.indexOf(seqs[0] as number)));
    }
    const firsts = followers.map(({ lines }) => seqsOf(lines)[0] as number).sort((a, b) => a - b);
    assert.deepEqual(firsts.slice(0, 3), [1, 701, 3_000]);
  });

  it('is gone from the server when it goes', async (t) => {
    const at = await stage(t);
    at.hall.enter('ann', 'general');
    const over = new AbortController();
    await at.web.get('/log/general.txt?follow', { signal: over.signal });
    assert.equal(at.hall.followers.count, 1);
    over.abort();
    while (at.log.count > 0) await turn();
    assert.equal(at.hall.followers.count, 0);
  });

  it('is none with HEAD, which has the same headers and no body', async (t) => {
    const at = await stage(t);
    at.hall.enter('ann', 'general');
    const response = await at.web.get('/log/general.txt?follow', { method: 'HEAD' });
    assert.equal(await response.text(), '');
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.deepEqual([at.log.count, at.hall.followers.count], [0, 0]);
  });

  it('ends, whole, when the server goes down', async (t) => {
    const at = await stage(t);
    at.hall.enter('ann', 'general');
    const heard = await follow(at);
    at.log.close();
    await heard.ends();
    assert.equal(heard.wasCut, false);
  });

  it('is cut off when it leaves unread what it asked for', async (t) => {
    const at = await stage(t);
    const ann = at.hall.enter('ann', 'general');
    const socket = connect(at.web.port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write('GET /log/general.txt?follow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'readable');
    const content = 'x'.repeat(4_000);
    for (let said = 0; at.log.slow === 0; said++) {
      assert.ok(said < 10_000, 'it was never cut off');
      at.hall.nowMs += 1_000;
      says(ann, content);
      if (said % 50 === 0) await turn();
    }
    assert.deepEqual([at.log.count, at.hall.followers.count], [0, 0]);
  });

  it('that takes nothing for half a minute is cut off, a silent one is not', async (t) => {
    const at = await stage(t);
    // More than all buffers on the way hold.
    talkedBefore(at.hall, 10_000, 10_000, 'x'.repeat(3_990));
    const heard = await follow(at);
    const socket = connect(at.web.port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write('GET /log/general.txt?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.pause();
    while (at.log.count < 2) await turn();
    while (at.log.count > 1) {
      at.log.check();
      at.hall.nowMs += stallMs;
      await turn();
    }
    assert.equal(at.log.slow, 1);
    assert.equal(heard.hasEnded, false);
  });

  it('has its place among so many for one address, and in all', async (t) => {
    const at = await stage(t);
    at.hall.enter('ann', 'general');
    for (let count = 0; count < 32; count++) await follow(at);
    const refused = await at.web.get('/log/general.txt?follow');
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), /^Your address has 32 such answers under way/);
    at.web.from = { address: '10.0.0.2' };
    await follow(at);
    at.log.close();
    while (at.log.count > 0) await turn();
    at.web.from = {};
    await follow(at);
  });
});

describe('a direct room', () => {
  async function direct(t: TestContext) {
    const at = await stage(t);
    const ann = at.hall.enter('ann', 'general');
    const ben = at.hall.enter('ben', 'general');
    const eve = at.hall.enter('eve', 'general');
    const tokens = new Map<string, string>();
    for (const person of [ann, ben, eve]) {
      const { session } = person;
      assert.ok(session);
      tokens.set(session.name, at.hall.chat.tokens.sign(session.id, session.name, 0));
    }
    ann.say({ type: 'send', to: 'ben', content: 'just between us' });
    const bearing = (name: string) => ({
      headers: { authorization: `Bearer ${tokens.get(name)}` },
    });
    return { at, ann, ben, eve, bearing };
  }

  const paths = ['/log/@ann+ben.txt', '/log/%40ann%2Bben.txt', '/log/@Ben+ANN.txt'];

  it('is shown to its two names, however it is written', async (t) => {
    const { at, bearing } = await direct(t);
    for (const path of paths)
      for (const name of ['ann', 'ben'])
        assert.match(
          await textOf(at, path, bearing(name)),
          / 1 @ann\+ben <ann> just between us\n$/,
        );
  });

  it('does not exist for anyone else: not without a token, nor with another’s, nor an old one', async (t) => {
    const { at, ann, bearing } = await direct(t);
    const nowhere = await at.web.get('/log/nowhere.txt');
    const text = await nowhere.text();
    const isNowhere = async (path: string, init: RequestInit = {}) => {
      const response = await at.web.get(path, init);
      assert.equal(response.status, 404, path);
      assert.equal(await response.text(), text);
      const headersOf = ({ headers }: Response) => [...headers.keys()].sort();
      assert.deepEqual(headersOf(response), headersOf(nowhere));
    };
    for (const path of [...paths, '/log/@ann+nobody.txt', '/log/@ann+ben.txt?follow']) {
      await isNowhere(path);
      await isNowhere(path, bearing('eve'));
      await isNowhere(path, { headers: { authorization: 'Bearer 1.nonsense.x' } });
    }
    await isNowhere('/log/@ann+eve.txt', bearing('eve'));
    // In the address it is no token.
    await isNowhere(`/log/@ann+ben.txt?token=${bearing('ann').headers.authorization.slice(7)}`);
    ann.vanish();
    await isNowhere('/log/@ann+ben.txt', bearing('ann'));
  });

  it('ends for who follows it when that session goes', async (t) => {
    const { at, ann, bearing } = await direct(t);
    const heard = new LinesHeard(await at.web.get('/log/@ann+ben.txt?follow', bearing('ann')));
    await heard.until(() => heard.lines.length === 1);
    at.log.check();
    assert.equal(heard.hasEnded, false);
    ann.vanish();
    at.log.check();
    await heard.ends();
    assert.equal(at.hall.followers.count, 0);
  });

  it('ends for who follows it under another name, and not a line later', async (t) => {
    const { at, ann, ben, bearing } = await direct(t);
    const heard = new LinesHeard(await at.web.get('/log/@ann+ben.txt?follow', bearing('ben')));
    await heard.until(() => heard.lines.length === 1);
    ben.say({ type: 'name', name: 'benno' });
    ann.say({ type: 'send', room: '@ann+ben', content: 'are you still there' });
    await heard.ends();
    assert.equal(heard.lines.length, 1);
    assert.equal((await at.web.get('/log/@ann+ben.txt', bearing('ben'))).status, 404);
  });
});
