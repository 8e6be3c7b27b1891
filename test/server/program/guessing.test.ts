// A thousand wrong passwords against one account of a real server, over its port, and its owner beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickCost } from '../../support/account-store.ts';
import { openHouse } from '../../support/open-house.ts';
import { RawPeer } from '../../support/raw-peer.ts';

const password = 'nine green bottles';
const home = '127.1.0.1';

/** Comes in by the password and goes; what that brought. */
async function logIn(port: number, from: string, given: string): Promise<string> {
  const peer = await RawPeer.open(port, from);
  peer.say({ type: 'hello', name: 'alice', password: given });
  await peer.until('an answer', () => peer.heard.length > 0);
  peer.socket.destroy();
  const [answer] = peer.heard;
  return String(answer?.code ?? answer?.type);
}

/** From one address, over a few connections, one after the other. */
async function guessFromOne(port: number, from: string, tries: number): Promise<string[]> {
  const peer = await RawPeer.open(port, from);
  peer.say({ type: 'hello' });
  for (let at = 0; at < tries; at++)
    peer.say({ type: 'login', id: `${at}`, name: 'alice', password: `guess ${at} of many` });
  await peer.until('all answers', () => peer.heard.length > tries);
  peer.socket.destroy();
  return peer.heard.slice(1).map(({ code }) => String(code));
}

test('a thousand wrong passwords from one and from many addresses do not keep the owner out', async (t) => {
  const { port } = await openHouse(t, { passwordCost: quickCost });
  const first = await RawPeer.open(port);
  first.say({ type: 'hello', name: 'alice' }, { type: 'register', password });
  await first.hears('registered');
  first.socket.destroy();
  // So the owner's network is known.
  assert.equal(await logIn(port, home, password), 'welcome');

  const one = Array.from({ length: 10 }, () => guessFromOne(port, '127.2.0.1', 50));
  const many = Array.from({ length: 500 }, (_, at) =>
    logIn(port, `127.3.${at >> 7}.${1 + (at & 127)}`, `guess ${at} of many`),
  );
  const guesses = Promise.all([...one, ...many]);
  assert.equal(await logIn(port, home, password), 'welcome');
  const codes = (await guesses).flat();
  assert.equal(codes.length, 1000);
  const looked = codes.filter((code) => code === 'auth-failed').length;
  const heldBack = codes.filter((code) => code === 'rate-limited').length;
  assert.equal(looked + heldBack, 1000);
  // Eleven for the one network; for the name as many strangers' tries as it has free, and one.
  assert.ok(looked <= 32, `${looked} passwords were looked at`);
  assert.equal(await logIn(port, home, password), 'welcome');
});
