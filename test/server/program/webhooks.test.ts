// Webhooks on a real server: over kill -9, with receivers that are down or slow, and beside everything else that HTTP has.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { CommandMaker } from '../../../src/server/commands/command.ts';
import { hookCommand } from '../../../src/server/commands/hook.ts';
import { tokenCommand } from '../../../src/server/commands/token.ts';
import type { WebOptions } from '../../../src/server/web/open-web.ts';
import { within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { openHouse } from '../../support/open-house.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { Receiver } from '../../support/receiver.ts';
import { temporaryDirectory } from '../log/open-log.ts';

/** As another process than the server's. @returns the first line that is printed */
async function operate(command: CommandMaker, logPath: string, words: string): Promise<string> {
  const { code, stdout, stderr } = await within(command, [...words.split(' '), '--log', logPath]);
  assert.equal(code, 0, stderr);
  return stdout.split('\n')[0] ?? '';
}

class House {
  readonly port: number;
  readonly logPath: string;

  constructor({ port, logPath }: { readonly port: number; readonly logPath: string }) {
    this.port = port;
    this.logPath = logPath;
  }

  /** In this process: where nothing is killed. */
  static async open(t: TestContext, web: WebOptions | false = {}): Promise<House> {
    const logPath = join(temporaryDirectory(t), 'log.txt');
    const { port } = await openHouse(t, { logPath, web });
    return new House({ port, logPath });
  }

  token(words: string): Promise<string> {
    return operate(tokenCommand, this.logPath, words);
  }

  hook(words: string): Promise<string> {
    return operate(hookCommand, this.logPath, words);
  }

  async post(
    token: string,
    body: string,
    headers: Record<string, string> = {},
    path = '/hooks/ops',
  ) {
    const all = { authorization: `Bearer ${token}`, 'content-type': 'text/plain', ...headers };
    const url = `http://127.0.0.1:${this.port}${path}`;
    const response = await fetch(url, { method: 'POST', body, headers: all });
    return { status: response.status, text: await response.text() };
  }
}

async function startProcess(t: TestContext): Promise<{ server: ChatServer; house: House }> {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  return { server, house: new House(server) };
}

describe('what is posted', () => {
  it('is one message, also where the server was killed in between and the post is repeated', async (t) => {
    const { server, house } = await startProcess(t);
    const token = await house.token('add ci --room ops');
    const key = { 'idempotency-key': 'build 241' };
    const first = await house.post(token, 'build 241 is green', key);
    assert.equal(first.status, 201);
    await server.kill();
    await server.startAgain();
    const again = await house.post(token, 'build 241 is green', key);
    assert.equal(again.status, 200);
    assert.deepEqual(JSON.parse(again.text), { ...JSON.parse(first.text), duplicate: true });
    assert.equal((await server.log()).match(/<ci> build 241 is green/g)?.length, 1);
  });

  it('is heard like anything else; and the token’s name is nobody else’s from then on', async (t) => {
    const house = await House.open(t);
    const ann = await RawPeer.enter(house.port, 'ann', 'ops');
    const guest = await RawPeer.enter(house.port, 'ci', 'ops');
    const token = await house.token('add ci');
    assert.equal((await house.post(token, 'deployed')).status, 201);
    const heard = await ann.hears('message', ({ sender }) => sender === 'ci');
    assert.equal(heard.content, 'deployed');
    assert.equal((await guest.hears('renamed')).from, 'ci');
    const late = await RawPeer.open(house.port);
    late.say({ type: 'hello', name: 'Ci' });
    assert.equal((await late.hears('error')).code, 'name-taken');
    ann.say({ type: 'whois', name: 'ci' });
    assert.equal((await ann.hears('profile')).about, 'Posts by a webhook.');
    ann.say({ type: 'send', id: 'dm', to: 'ci', content: 'hello?' });
    assert.equal((await ann.hears('error', ({ id }) => id === 'dm')).code, 'no-such-user');
    for (const peer of [ann, guest, late]) peer.socket.destroy();
  });

  it('comes under the prefix of a proxy, and nowhere where there is no web; nothing else is posted to', async (t) => {
    const house = await House.open(t, { prefix: '/chat' });
    const token = await house.token('add ci');
    assert.equal((await house.post(token, 'x', {}, '/chat/hooks/ops')).status, 201);
    for (const path of ['/', '/metrics', '/hooks', '/hooks/', '/hooks/a/b', '/log/ops.txt', '/ws'])
      assert.equal((await house.post(token, 'x', {}, path)).status, 405, path);
    // As a page of another site would.
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    assert.equal((await house.post(token, 'x', foreign)).status, 403);
    const bare = await House.open(t, false);
    await assert.rejects(bare.post(await bare.token('add ci'), 'x'));
  });
});

describe('what is handed on', () => {
  it('comes to a receiver that was down for a while, all of it and in order, though the server was killed meanwhile', async (t) => {
    const { server, house } = await startProcess(t);
    const receiver = await Receiver.open(t);
    const ann = await RawPeer.enter(house.port, 'ann', 'ops');
    await house.hook(`add ops ${receiver.url}`);
    ann.say({ type: 'send', room: 'ops', content: '0' });
    await receiver.until(() => receiver.received.length === 1);
    await receiver.goAway();
    for (let number = 1; number <= 30; number++)
      ann.say({ type: 'send', id: `${number}`, room: 'ops', content: `${number}` });
    await ann.hears('ack', ({ id }) => id === '30');
    await server.tells('hook-failing');
    await server.kill();
    ann.socket.destroy();
    await receiver.comeBack();
    await server.startAgain();
    await receiver.until(() => receiver.contents.includes('30'));
    const all = Array.from({ length: 31 }, (_, number) => `${number}`);
    // What was acknowledged within the last second may have come twice, under the same id.
    const ids = new Map(
      receiver.received.map(({ headers, content }) => [headers['webhook-id'], content]),
    );
    assert.deepEqual([...ids.values()], all);
  });

  it('waits at a receiver that hangs, and holds up neither those who talk nor another receiver', async (t) => {
    const house = await House.open(t);
    const [hanging, quick] = [await Receiver.open(t), await Receiver.open(t)];
    hanging.status = undefined;
    const token = await house.token('add ci');
    await house.hook(`add ops ${hanging.url}`);
    await house.hook(`add ops ${quick.url}`);
    const ann = await RawPeer.enter(house.port, 'ann', 'ops');
    await house.post(token, 'first');
    await hanging.until(() => hanging.received.length === 1);
    for (let number = 1; number <= 200; number++)
      ann.say({ type: 'send', id: `${number}`, room: 'ops', content: `${number}` });
    await ann.hears('ack', ({ id }) => id === '200');
    await quick.until(() => quick.contents.at(-1) === '200');
    assert.equal(quick.received.length, 201);
    assert.deepEqual(hanging.contents, ['first']);
    ann.socket.destroy();
  });

  it('ends with the hook, while the server runs', async (t) => {
    const house = await House.open(t);
    const [one, other] = [await Receiver.open(t), await Receiver.open(t)];
    const token = await house.token('add ci');
    await house.hook(`add ops ${one.url}`);
    await house.post(token, 'a');
    await one.until(() => one.received.length === 1);
    const [hook] = String(one.received[0]?.headers['webhook-id']).split('-');
    await house.hook(`remove ${hook}`);
    // Once this one is at work, the other has ended.
    await house.hook(`add dev ${other.url}`);
    const toDev = (text: string) => house.post(token, text, {}, '/hooks/dev');
    await toDev('fence');
    await other.until(() => other.contents.includes('fence'));
    await house.post(token, 'b');
    await toDev('after it');
    await other.until(() => other.contents.includes('after it'));
    assert.deepEqual(one.contents, ['a']);
  });
});
