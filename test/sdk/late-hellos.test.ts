// A hello that arrives after its successor, at the server's own core; and two programs with one token.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectTimeoutMs } from '../../src/sdk/connection.ts';
import { lateHelloLimits } from '../../src/sdk/late-hellos.ts';
import { Hall, type Person } from '../support/hall.ts';
import { createPair, type FarEnd } from '../support/pair.ts';
import { Scene } from './scene.ts';

const bye = { type: 'bye', reason: 'replaced', reconnect: false };

/** A client whose link broke, and whose next hello nobody answered. */
function givesUpAHello(): Scene {
  const scene = Scene.live();
  scene.cut();
  scene.pair.end.accept();
  assert.equal(scene.asks('hello').token, 'T1');
  scene.clock.advance(connectTimeoutMs);
  assert.equal(scene.status, 'waiting');
  scene.waitForTry();
  return scene;
}

/** Comes in on a new link. */
function comesBack(scene: Scene): void {
  scene.greet();
  scene.enter();
  assert.equal(scene.status, 'live');
}

test('who lost the session to a late hello of its own comes back, and is not offline for good', () => {
  const scene = givesUpAHello();
  comesBack(scene);
  scene.server(bye);
  assert.equal(scene.status, 'waiting');
  scene.waitForTry();
  comesBack(scene);
  scene.server(bye);
  assert.equal(scene.status, 'offline', 'a second time it was somebody else');
});

test('a session that was opened somewhere else is over here', () => {
  const scene = Scene.live();
  scene.cut();
  comesBack(scene);
  scene.server(bye);
  assert.equal(scene.status, 'offline');
  assert.equal(scene.client.getState().connection.why, 'This session was opened somewhere else.');
});

test('a hello that was refused is not under way any more, and one from long ago neither', () => {
  const refused = Scene.live();
  refused.cut();
  refused.pair.end.accept();
  refused.refuse(refused.asks('hello'), 'too-many');
  refused.waitForTry();
  comesBack(refused);
  refused.server(bye);
  assert.equal(refused.status, 'offline');

  const old = givesUpAHello();
  comesBack(old);
  for (let waited = 0; waited < lateHelloLimits.forMs; waited += 10_000) {
    old.clock.advance(10_000);
    old.server({ type: 'ping' });
  }
  old.server(bye);
  assert.equal(old.status, 'offline');
});

test('at the server’s own core a hello that is read after its successor costs a moment, and nothing else', () => {
  const hall = new Hall();
  const people = new Map<FarEnd, Person>();
  const held: [Person, string][] = [];
  let isHolding = false;
  const pair = createPair((end, line) => {
    const person = people.get(end) ?? hall.connect();
    people.set(end, person);
    if (isHolding) held.push([person, line]);
    else person.sayLines(line);
  });
  const scene = new Scene({ transport: pair.transport });
  /** Both sides hear all that the other has to say. */
  const settle = () => {
    if (!pair.end.isAccepted) pair.end.accept();
    for (const [end, person] of people) {
      for (let heard = person.heard.splice(0); heard.length > 0; heard = person.heard.splice(0)) {
        end.sendObjects(...heard);
      }
      if (person.farewell) end.sendObjects(person.farewell);
    }
  };
  const tries = () => {
    const { length } = pair.ends;
    while (pair.ends.length === length) scene.clock.advance(100);
  };
  settle();
  const { session } = scene.client.getState().me;
  pair.end.close();
  tries();
  isHolding = true;
  pair.end.accept();
  assert.equal(held.length, 1, 'a hello is on its way');
  pair.end.close();
  isHolding = false;
  tries();
  settle();
  assert.equal(scene.status, 'live');
  for (const [person, line] of held) person.sayLines(line);
  settle();
  assert.equal(scene.status, 'waiting');
  tries();
  scene.client.send('general', 'here again');
  settle();
  assert.equal(scene.status, 'live');
  assert.equal(scene.client.getState().me.session, session);
  assert.deepEqual(
    hall.log.messages.map(({ content, sender }) => [sender, content]),
    [['alice', 'here again']],
  );
});
