// SIGHUP: what a running server takes over of files of settings that have changed, and what it says.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Config } from '../../src/server/config.ts';
import { readConfig } from '../../src/server/read-config.ts';
import { changedKeys, takenOver } from '../../src/server/reloadable.ts';
import { ChatServer } from '../support/chat-server.ts';
import { RawPeer } from '../support/raw-peer.ts';

class House {
  readonly server: ChatServer;
  readonly #path: string;

  private constructor(server: ChatServer, path: string) {
    this.server = server;
    this.#path = path;
  }

  static async open(t: TestContext, settings: string): Promise<House> {
    const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
    const path = join(folder, 'partyline.toml');
    writeFileSync(path, settings);
    const server = await ChatServer.start('--config', path);
    t.after(async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    });
    return new House(server, path);
  }

  /** @returns the line that the operator reads of it */
  async reload(settings: string, event: string) {
    const { length } = this.server.told;
    writeFileSync(this.#path, settings);
    this.server.signal('SIGHUP');
    return this.server.tells(event, length);
  }
}

test('what can change holds for those who are here already, a wrong file changes nothing, the rest waits', async (t) => {
  const house = await House.open(t, '[server]\nrate = 0\n');
  const ann = await RawPeer.enter(house.server.port, 'ann');
  const wrong = await house.reload('[server]\nrate = 9\nlog-level = "silent"\n', 'not-reloaded');
  assert.match(String(wrong.why), /partyline\.toml:3: there is no log-level; is log_level meant\?/);
  const limits = '[server]\nrate = 1\ncost = { send = 90 }\n';
  assert.equal((await house.reload(limits, 'reloaded')).keys, 'rate, cost');
  // Each time, until there was a restart.
  for (const _ of [1, 2]) {
    const told = await house.reload(`${limits}durability = "os"\nhost = "localhost"\n`, 'waiting');
    assert.equal(told.keys, 'host, durability');
  }
  const say = { type: 'send', room: 'general', content: 'x' };
  ann.say(say, say);
  await ann.hears('ack');
  assert.equal((await ann.hears('error')).code, 'rate-limited');
  ann.socket.destroy();
});

test('guests are asked who they are once they may not come in any more', async (t) => {
  const house = await House.open(t, '[server]\nauth = "open"\n');
  const ann = await RawPeer.enter(house.server.port, 'ann');
  await house.reload('[server]\nauth = "members"\n', 'reloaded');
  const bye = await ann.hears('bye');
  assert.equal(bye.reconnect, true);
  const again = await RawPeer.open(house.server.port);
  again.say({ type: 'hello', name: 'ann' }, { type: 'join', room: 'general' });
  assert.equal((await again.hears('error')).code, 'auth-required');
  again.socket.destroy();
});

test('lists are compared by what stands in them', () => {
  const around = { env: {}, cwd: '/x', home: '/x', system: '/x', platform: 'linux' };
  const read = (...args: string[]) =>
    readConfig(['node', 'chat-server', ...args], '1.2.3', around).what as Config;
  const one = read('--origin', 'https://a.example');
  const other = read('--origin', 'https://b.example', '--port', '1');
  assert.deepEqual(changedKeys(one, one), { taken: [], waiting: [] });
  assert.deepEqual(changedKeys(one, other), { taken: ['origin'], waiting: ['port'] });
  assert.deepEqual(changedKeys(takenOver(one, other), other), { taken: [], waiting: ['port'] });
});
