import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Settings } from '../../../../src/server/core/settings.ts';
import { Tally } from '../../../../src/server/core/tally.ts';
import { HookFile } from '../../../../src/server/hooks/hook-file.ts';
import { formOf } from '../../../../src/server/hooks/in/body.ts';
import { HookPosts } from '../../../../src/server/hooks/in/hook-posts.ts';
import { TokenGate } from '../../../../src/server/hooks/in/token-gate.ts';
import { hookLimits } from '../../../../src/server/hooks/limits.ts';
import { TokenRows } from '../../../../src/server/hooks/token-rows.ts';
import { Hall } from '../../../support/hall.ts';
import { WebRoute } from '../../../support/web-route.ts';
import { alerts } from './payloads.ts';

class Stage {
  readonly hall: Hall;
  readonly tokens = new TokenRows(new HookFile(':memory:'));
  readonly tally = new Tally();
  readonly route: HookPosts;
  web!: WebRoute;

  constructor(settings: Partial<Settings>) {
    this.hall = new Hall(settings);
    const { chat } = this.hall;
    this.route = new HookPosts({
      chat,
      gate: new TokenGate(this.tokens, chat.settings),
      tally: this.tally,
    });
  }

  static async open(t: TestContext, settings: Partial<Settings> = {}): Promise<Stage> {
    const stage = new Stage(settings);
    stage.web = await WebRoute.open(t, stage.route);
    return stage;
  }

  token(rooms: readonly string[] = [], name = 'ci', expiresMs?: number) {
    const made = this.tokens.add({
      name,
      rooms,
      madeMs: this.hall.nowMs,
      expiresMs,
      isSigning: true,
    });
    if ('code' in made) throw new Error(made.message);
    return { id: made.id, token: made.token, signing: made.signing ?? '' };
  }

  /** Asks, and lets the log answer and commit until the answer has come. */
  async ask(path: string, init: RequestInit) {
    let isOver = false;
    const response = this.web.get(path, { method: 'POST', ...init }).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await this.hall.log.answerReads();
      if (!this.hall.holdsCommits) this.hall.commit();
      await turn();
    }
    const { status, headers } = await response;
    const body = (await (await response).json()) as Record<string, unknown>;
    return { status, headers, body };
  }

  post(token: string, body: string, room = 'ops', headers: Record<string, string> = {}) {
    const all = { authorization: `Bearer ${token}`, 'content-type': 'text/plain', ...headers };
    return this.ask(`/hooks/${room}`, { headers: all, body });
  }

  get said(): string[] {
    return this.hall.log.messages.map(
      ({ room, sender, content }) => `${room} ${sender} ${content}`,
    );
  }
}

describe('POST /hooks/ROOM', () => {
  it('says something under the token’s name, and answers when it is in the log', async (t) => {
    const at = await Stage.open(t);
    const ann = at.hall.enter('ann', 'ops');
    const { token, id } = at.token();
    const { status, body } = await at.post(token, 'deployed');
    assert.equal(status, 201);
    assert.deepEqual(body, { room: 'ops', seq: 1, timestamp: '2026-11-20T12:00:00.000Z' });
    const heard = ann.last('message');
    assert.partialDeepStrictEqual(heard, {
      sender: 'ci',
      content: 'deployed',
      kind: 'text',
      seq: 1,
    });
    assert.ok(String(heard.id).startsWith(`${id}.webhooks-`));
    ann.say({ type: 'members', room: 'ops' });
    assert.equal(ann.last('members').count, 1);
  });

  it('is no answer before the message is committed, and an error where it can not be', async (t) => {
    const at = await Stage.open(t);
    const { token } = at.token();
    at.hall.holdsCommits = true;
    const asked = at.post(token, 'deployed');
    while (at.hall.log.queue.length === 0) await turn();
    at.hall.refuse();
    const { status, body, headers } = await asked;
    assert.deepEqual([status, body.code], [503, 'storage-unavailable']);
    assert.ok(headers.get('retry-after'));
    assert.deepEqual(at.said, []);
  });

  it('is one message for one key: at once, later, and when memory holds it no more', async (t) => {
    const at = await Stage.open(t, { maxRecentMessages: 2 });
    const { token } = at.token();
    const key = { 'idempotency-key': 'build 7 / "green"' };
    const [one, other] = await Promise.all([1, 2].map(() => at.post(token, 'green', 'ops', key)));
    assert.deepEqual([one?.status, other?.status].sort(), [200, 201]);
    assert.equal(one?.body.seq, other?.body.seq);
    for (const text of ['a', 'b', 'c']) await at.post(token, text);
    const later = await at.post(token, 'green again', 'ops', key);
    assert.deepEqual([later.status, later.body.seq, later.body.duplicate], [200, 1, true]);
    const delivery = { 'x-github-delivery': 'build 7 / "green"' };
    assert.equal((await at.post(token, 'green', 'ops', delivery)).status, 200);
    // Another room, or another token, is another message.
    assert.equal((await at.post(token, 'green', 'dev', key)).status, 201);
    const { token: second } = at.token([], 'cd');
    assert.equal((await at.post(second, 'green', 'ops', key)).status, 201);
    assert.equal(at.said.filter((line) => line === 'ops ci green').length, 1);
  });

  it('of Alertmanager, which has no key, is one message when it is repeated within seconds', async (t) => {
    const at = await Stage.open(t, { maxRecentMessages: 2 });
    const { token } = at.token();
    const json = { 'content-type': 'application/json' };
    const tell = async (count: number, laterMs = 0) => {
      at.hall.nowMs += laterMs;
      const { status, body } = await at.post(token, JSON.stringify(alerts(count)), 'ops', json);
      return [status, body.seq];
    };
    // One of these steps goes from one half of a minute to the next, wherever they begin.
    assert.deepEqual(await tell(1), [201, 1]);
    assert.deepEqual(await tell(1, hookLimits.sameAgainMs / 2), [200, 1]);
    assert.deepEqual(await tell(1, hookLimits.sameAgainMs / 2), [200, 1]);
    assert.deepEqual(await tell(2), [201, 2]);
    for (const text of ['a', 'b', 'c']) await at.post(token, text);
    assert.deepEqual(await tell(1), [200, 1]);
    assert.deepEqual(await tell(1, 2 * hookLimits.sameAgainMs), [201, 6]);
  });

  it('refuses who shows no good token, in one sentence, and who does so too often', async (t) => {
    const at = await Stage.open(t);
    const { token, id } = at.token([], 'ci', at.hall.nowMs + 1000);
    const bad = [
      '',
      'nonsense',
      `3.${id}.${'a'.repeat(43)}`,
      token.replace(id, 'aaaaaaaaaa'),
      `${token}x`,
    ];
    const sentences = new Set<unknown>();
    for (const each of bad) {
      const { status, body, headers } = await at.post(each, 'x');
      assert.deepEqual(
        [status, body.code, headers.get('www-authenticate')],
        [401, 'auth-failed', 'Bearer'],
      );
      sentences.add(body.message);
    }
    assert.equal(sentences.size, 1);
    at.hall.nowMs += 1000;
    assert.equal((await at.post(token, 'expired')).status, 401);
    at.web.from = { address: '192.0.2.7', isLoopback: false };
    for (let count = 0; count < hookLimits.failuresPerMinute; count++) await at.post('x', 'x');
    const { status, body, headers } = await at.post('x', 'x');
    assert.deepEqual([status, body.code], [429, 'rate-limited']);
    assert.ok(headers.get('retry-after'));
    // Who shows the right one waits for nobody's failures.
    assert.equal((await at.post(at.token([], 'cd').token, 'here')).status, 201);
    assert.ok(
      at.hall.notes.some((note) => note.event === 'refused' && note.code === 'auth-failed'),
    );
  });

  it('ends with the token', async (t) => {
    const at = await Stage.open(t);
    const { token, id } = at.token();
    assert.equal((await at.post(token, 'x')).status, 201);
    assert.equal(at.tokens.revoke(id), 'ci');
    assert.equal((await at.post(token, 'x')).status, 401);
  });

  it('is for the rooms of the token, or for every open one; private ones have to be named, direct ones can not be', async (t) => {
    const at = await Stage.open(t);
    const ann = at.hall.enterAs('ann', 'member', 'secret');
    ann.say({ type: 'room', room: 'secret', visibility: 'private' });
    ann.say({ type: 'send', to: 'nobody', content: 'x' });
    const every = at.token([], 'every').token;
    const named = at.token(['secret', '@ann+ben'], 'named').token;
    const statusOf = async (token: string, room: string) =>
      (await at.post(token, 'x', encodeURIComponent(room))).status;
    assert.equal(await statusOf(every, 'ops'), 201);
    assert.equal(await statusOf(every, '#Ops'), 201);
    assert.equal(await statusOf(every, 'secret'), 403);
    assert.equal(await statusOf(named, 'secret'), 201);
    assert.equal(await statusOf(every, '@ann+ben'), 403);
    assert.equal(await statusOf(named, '@ann+ben'), 403);
    assert.equal(await statusOf(every, 'no room'), 400);
    // Whether there is such a room or not.
    const refused = [await at.post(named, 'x', 'ops'), await at.post(named, 'x', 'none')];
    const [ops, none] = refused.map(({ status, body }) => [
      status,
      String(body.message).slice(0, 22),
    ]);
    assert.deepEqual(ops, none);
  });

  it('keeps mutes, bans and slow mode', async (t) => {
    const at = await Stage.open(t);
    const mod = at.hall.enterAs('mod', 'owner', 'ops');
    const { token } = at.token();
    await at.post(token, 'first');
    mod.say({ type: 'room', room: 'ops', slow: 60 });
    assert.equal((await at.post(token, 'second')).status, 201);
    const soon = await at.post(token, 'third');
    assert.deepEqual([soon.status, soon.headers.get('retry-after')], [429, '60']);
    for (const action of ['mute', 'ban']) {
      at.hall.nowMs += 60_000;
      mod.say({ type: 'moderate', room: 'ops', action, name: 'ci' });
      const { status, body } = await at.post(token, 'fourth');
      assert.deepEqual([status, body.code], [403, 'forbidden'], action);
      assert.equal((await at.post(token, 'elsewhere', 'dev')).status, 201);
      mod.say({ type: 'moderate', room: 'ops', action: `un${action}`, name: 'ci' });
      assert.equal((await at.post(token, action)).status, 201);
    }
  });

  it('has a rate by token, as a session has', async (t) => {
    const at = await Stage.open(t, { messagesPerSecond: 1, burst: 2, loopbackFactor: 1 });
    const { token } = at.token();
    const statuses = [];
    for (const text of ['a', 'b', 'c']) statuses.push((await at.post(token, text)).status);
    assert.deepEqual(statuses, [201, 201, 429]);
    assert.equal((await at.post(at.token([], 'cd').token, 'd')).status, 201);
    at.hall.nowMs += 1000;
    assert.equal((await at.post(token, 'e')).status, 201);
  });

  it('takes plain text and JSON, neither packed nor too long, and nothing but POST', async (t) => {
    const at = await Stage.open(t);
    const { token } = at.token();
    const statusOf = async (body: string, headers: Record<string, string>) =>
      (await at.post(token, body, 'ops', headers)).status;
    assert.equal(await statusOf('ü', { 'content-type': 'text/plain; charset=UTF-8' }), 201);
    assert.equal(
      await statusOf('{"text":"x"}', { 'content-type': 'application/cloudevents+json' }),
      201,
    );
    assert.equal(await statusOf('x', { 'content-type': 'text/plain; charset=latin1' }), 415);
    assert.equal(await statusOf('x', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
    assert.equal(await statusOf('x', { 'content-encoding': 'gzip' }), 415);
    const packed = { 'content-type': 'text/plain', 'transfer-encoding': 'gzip, chunked' };
    assert.partialDeepStrictEqual(formOf(packed), { status: 415 });
    assert.equal(await statusOf('x'.repeat(hookLimits.maxBodyBytes), {}), 201);
    assert.equal(await statusOf('x'.repeat(hookLimits.maxBodyBytes + 1), {}), 413);
    assert.equal(await statusOf('{"content":', { 'content-type': 'application/json' }), 400);
    assert.equal(await statusOf(' \n', {}), 400);
    const got = await at.web.get('/hooks/ops');
    assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST']);
    assert.equal(at.tally.posts.get('stored'), 3);
  });

  it('is bounded where a body does not say how long it is, or does not come to its end', async (t) => {
    const at = await Stage.open(t);
    const { token } = at.token();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    const open = () =>
      request({ port: at.web.port, path: '/hooks/ops', method: 'POST', headers, agent: false });
    const endless = open();
    endless.on('error', () => {});
    const status = new Promise((resolve) =>
      endless.on('response', (response) => resolve(response.statusCode)),
    );
    for (let bytes = 0; bytes <= hookLimits.maxBodyBytes; bytes += 65_536)
      endless.write('x'.repeat(65_536));
    assert.equal(await status, 413);
    endless.destroy();
    const cutOff = open();
    cutOff.on('error', () => {});
    cutOff.write('half of it');
    while (at.web.asks < 2) await turn();
    const gone = new Promise((resolve) => cutOff.on('close', resolve));
    cutOff.destroy();
    await gone;
    assert.equal((await at.post(token, 'whole')).body.seq, 1);
  });
});

describe('a body that GitHub has signed', () => {
  const body = JSON.stringify({ zen: 'Keep it simple.', repository: { full_name: 'octo/hello' } });
  const sign = (secret: string, text = body) =>
    `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

  function delivery(signature: string, text = body): RequestInit {
    return {
      body: text,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'ping',
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': signature,
      },
    };
  }

  it('needs no token, and is one message however often it is delivered', async (t) => {
    const at = await Stage.open(t);
    const { id, signing } = at.token(['dev']);
    const path = `/hooks/dev?token=${id}`;
    assert.equal((await at.ask(path, delivery(sign(signing)))).status, 201);
    assert.equal((await at.ask(path, delivery(sign(signing)))).status, 200);
    assert.deepEqual(at.said, ['dev ci [octo/hello] The webhook is set up. Keep it simple.']);
    assert.equal((await at.ask(`/hooks/ops?token=${id}`, delivery(sign(signing)))).status, 403);
  });

  it('is refused by a wrong signature, a changed body, another token, and a token that signs nothing', async (t) => {
    const at = await Stage.open(t);
    const { id, signing } = at.token();
    const other = at.token([], 'cd');
    const bare = at.tokens.add({
      name: 'bare',
      rooms: [],
      madeMs: 0,
      expiresMs: undefined,
      isSigning: false,
    });
    assert.ok('id' in bare);
    const path = `/hooks/dev?token=${id}`;
    const wrong: [string, RequestInit][] = [
      [path, delivery(sign('guess'))],
      [path, delivery('')],
      [path, delivery('sha256=')],
      [path, delivery(sign(signing).replace('sha256', 'sha1'))],
      [path, delivery(sign(signing), `${body} `)],
      [path, delivery(sign(other.signing))],
      [`/hooks/dev?token=${other.id}`, delivery(sign(signing))],
      [`/hooks/dev?token=${bare.id}`, delivery(sign(''))],
      ['/hooks/dev', delivery(sign(signing))],
      ['/hooks/dev?token=', delivery(sign(signing))],
    ];
    for (const [at_, init] of wrong) assert.equal((await at.ask(at_, init)).status, 401, at_);
    assert.deepEqual(at.said, []);
  });
});
