// What the operator does with accounts while people are connected.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { accountCommand } from '../../../src/server/commands/account.ts';
import { within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

const password = 'nine green bottles';

class House {
  readonly server: ChatServer;

  private constructor(server: ChatServer) {
    this.server = server;
  }

  static async open(t: TestContext): Promise<House> {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    return new House(server);
  }

  async operate(words: string, input?: string): Promise<void> {
    const log = join(this.server.folder, 'chat_messages.txt');
    const args = [...words.split(' '), '--log', log];
    const given = input === undefined ? [] : [Buffer.from(input)];
    // Another process than the server's, and cheaper than one more.
    const { code, stderr } = await within(accountCommand, args, given);
    assert.equal(code, 0, stderr);
  }

  async logIn(): Promise<RawPeer> {
    const peer = await RawPeer.open(this.server.port);
    peer.say({ type: 'hello', name: 'alice', password }, { type: 'join', room: 'general' });
    await peer.hears('joined');
    return peer;
  }
}

test('a guest loses the name that has become an account’s, and so do those hear who are with it', async (t) => {
  const house = await House.open(t);
  const guest = await RawPeer.enter(house.server.port, 'alice');
  const other = await RawPeer.enter(house.server.port, 'bob');
  await house.operate('add Alice --password-file -', password);
  const told = await guest.hears('renamed');
  assert.equal(told.from, 'alice');
  assert.match(String(told.name), /^[a-z]+-[a-z]+-\d+$/);
  assert.equal((await other.hears('renamed')).name, told.name);
  const alice = await house.logIn();
  assert.equal((await alice.hears('welcome')).name, 'Alice');
  for (const peer of [guest, other, alice]) peer.socket.destroy();
});

test('a role takes effect on who is connected, and a removed account’s sessions end', async (t) => {
  const house = await House.open(t);
  await house.operate('add alice --password-file -', password);
  // First, so that the room is nobody's.
  const bob = await RawPeer.enter(house.server.port, 'bob');
  const alice = await house.logIn();
  await house.operate('role alice moderator');
  // Once this has taken effect, so has what came before it.
  await house.operate('add bob --password-file -', password);
  await bob.hears('renamed');
  bob.say({ type: 'whois', name: 'alice' });
  assert.equal((await bob.hears('profile')).role, 'moderator');
  await house.operate('remove alice --yes');
  const bye = await alice.hears('bye');
  assert.deepEqual([bye.reason, bye.reconnect], ['logged-out', false]);
  const left = await bob.hears('presence', ({ state }) => state === 'left');
  assert.equal(left.name, 'alice');
  bob.socket.destroy();
});

test('a password that the operator changed ends the sessions that came by the old one', async (t) => {
  const house = await House.open(t);
  await house.operate('add alice --password-file -', password);
  const alice = await house.logIn();
  const { token } = await alice.hears('welcome');
  await house.operate('passwd alice --password-file -', 'ten green bottles');
  assert.equal((await alice.hears('bye')).reason, 'logged-out');
  const again = await RawPeer.open(house.server.port);
  again.say({ type: 'hello', token });
  assert.equal((await again.hears('error')).code, 'auth-failed');
  again.socket.destroy();
});
