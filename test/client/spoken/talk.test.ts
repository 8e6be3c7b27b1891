// What --plain says as things happen: once each, in their order, and never of what is no news.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';
import { Listener } from './listener.ts';

/** What was said since one last asked. */
function heard({ transcript }: Listener): string[] {
  return transcript.splice(0);
}

async function atHome(hall = new Hall(), isEchoed = true): Promise<Listener> {
  const alice = new Listener(hall, 'general', isEchoed);
  await alice.settles();
  heard(alice);
  return alice;
}

let sent = 0;

function says(person: Person, content: string, more: object = {}): number {
  person.say({ type: 'send', id: `t${sent++}`, room: 'general', content, ...more });
  return Number(person.last('ack').seq);
}

test('what was corrected or deleted before it could be said is said as it is by then, once', async () => {
  const hall = new Hall();
  const bob = hall.enter('bob', 'general');
  const alice = await atHome(hall);
  const slip = says(bob, 'teh end');
  says(bob, 'the end', { kind: 'edit', target: slip });
  says(bob, '', { kind: 'delete', target: says(bob, 'oops') });
  await alice.settles();
  assert.deepEqual(heard(alice), ['bob, corrected: the end', 'bob, deleted']);
});

test('who comes and goes is heard, also who goes again at once', async () => {
  const alice = await atHome();
  const [bob, carol] = [alice.hall.connect(), alice.hall.connect()];
  bob.say({ type: 'hello', name: 'bob' }, { type: 'join', room: 'general' });
  await alice.settles();
  carol.say({ type: 'hello', name: 'carol' }, { type: 'join', room: 'general' });
  await alice.settles();
  bob.vanish();
  await alice.settles();
  assert.deepEqual(heard(alice), ['bob joined', 'carol joined', 'bob left']);
});

test('who takes another name is heard to do so once, in however many rooms they are', async () => {
  const hall = new Hall();
  const bob = hall.enter('bob', 'general');
  says(bob, 'hi');
  bob.say({ type: 'join', room: 'ops' }, { type: 'send', id: 'x', room: 'ops', content: 'hi' });
  const alice = await atHome(hall);
  await alice.types('/join ops');
  heard(alice);
  bob.say({ type: 'name', name: 'rob' });
  await alice.settles();
  assert.deepEqual(heard(alice), ['bob is rob now.']);
});

test('of very much that was missed the last of it is read, and the rest is there to be asked for', async () => {
  const hall = new Hall();
  const bob = hall.enter('bob', 'general');
  const alice = await atHome(hall);
  await alice.losesLink();
  for (let count = 1; count <= 60; count += 1) says(bob, `line ${count}`);
  alice.isServerGone = false;
  await alice.passes(30_000);
  const [lost, back, ...lines] = heard(alice);
  assert.equal(lost, 'connection lost, trying again');
  assert.equal(back, 'connected again, 60 messages missed, here are the last 20 of a room');
  assert.deepEqual([lines.length, lines[0], lines.at(-1)], [20, 'bob: line 41', 'bob: line 60']);
  await alice.types('/history 30');
  assert.equal(heard(alice)[1], 'bob: line 31');
});

test('where nobody sees what is typed, it is said as one’s own', async () => {
  const alice = await atHome(new Hall(), false);
  await alice.types('typed by nobody');
  assert.deepEqual(heard(alice), ['> typed by nobody', 'you: typed by nobody']);
});

test('a room that lets nobody in is said to, and one can go back', async () => {
  const hall = new Hall();
  const owner = hall.enterAs('olga', 'member', 'staff');
  owner.say({ type: 'room', id: 'r', room: 'staff', visibility: 'private' });
  const alice = await atHome(hall);
  await alice.types('/join staff');
  const [, refusal = ''] = heard(alice);
  assert.match(refusal, /^You are not in staff: /);
  await alice.types('/join general');
  assert.deepEqual(heard(alice), [
    '> /join general',
    'You are in the room general as alice, alone.',
  ]);
});

test('what is typed while there is no connection is said to wait, an action too', async () => {
  const alice = await atHome();
  await alice.losesLink();
  await alice.types('one');
  await alice.types('/me waits');
  await alice.types('/users');
  const waiting = 'not sent yet: it waits for the connection';
  assert.deepEqual(
    heard(alice).filter((line) => !line.startsWith('>')),
    ['connection lost, trying again', waiting, waiting, 'Not connected: try again when you are.'],
  );
  alice.isServerGone = false;
  await alice.passes(30_000);
  assert.deepEqual(heard(alice), ['connected again, nothing was missed', 'sent', 'sent']);
});

test('who leaves while something is not sent yet hears what is waited for, and then that it was in vain', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const alice = await atHome();
  await alice.losesLink();
  await alice.types('are you there?');
  heard(alice);
  assert.equal(await alice.leaves(), undefined);
  t.mock.timers.tick(1000);
  const [waiting] = heard(alice);
  assert.equal(
    waiting,
    'chat-client: 1 message is not acknowledged: waiting for the server, Ctrl-C ends',
  );
  t.mock.timers.tick(29_000);
  await alice.settles();
  assert.ok(
    heard(alice).includes('chat-client: 1 message is not acknowledged: the server did not answer'),
  );
  assert.equal(alice.code, 75);
});

test('who is put out for good hears why, and the program ends', async () => {
  const hall = new Hall();
  const alice = await atHome(hall);
  const admin = hall.enterAs('olga', 'owner', 'general');
  admin.say({ type: 'moderate', id: 'k', action: 'ban', name: 'alice', reason: 'noise' });
  await alice.passes(1_000);
  assert.match(heard(alice).at(-1) ?? '', /^The connection has ended: You are banned/);
  assert.notEqual(alice.code, undefined);
});

test('history counts, and says so where it can’t', async () => {
  const alice = await atHome();
  await alice.types('/history');
  await alice.types('/history many');
  await alice.types('/again');
  assert.deepEqual(heard(alice), [
    '> /history',
    'Nothing was said here yet.',
    '> /history many',
    'Say how many: a number from 1 to 200.',
    '> /again',
    'Nothing was said here yet.',
  ]);
});
