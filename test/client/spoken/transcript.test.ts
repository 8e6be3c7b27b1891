// A whole session of --plain, word for word: what a person hears who does not look at a screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Hall, type Person } from '../../support/hall.ts';
import { Listener } from './listener.ts';

/** As it stands in the documentation. */
function documented(): string {
  const document = readFileSync('docs/client.md', 'utf8');
  const [, session = ''] = /<!-- session -->\n```text\n([\s\S]*?)\n```/.exec(document) ?? [];
  return session;
}

/** alice listens, bob and carol talk. */
class Room {
  readonly hall = new Hall();
  readonly bob = this.hall.enter('bob', 'general', 'ops');
  readonly carol = this.hall.enter('carol', 'general');
  #sent = 0;

  /** @returns its `seq` */
  says(person: Person, content: string, more: object = {}): number {
    this.#sent += 1;
    person.say({ type: 'send', id: `m${this.#sent}`, room: 'general', content, ...more });
    return Number(person.last('ack').seq);
  }
}

test('a session reads aloud as the documentation has it', async () => {
  const room = new Room();
  const { bob, carol } = room;
  room.says(bob, 'the backup is running');
  room.says(carol, 'thanks, I will wait');
  const alice = new Listener(room.hall);
  await alice.settles();
  await alice.types('/history');
  await alice.types('good morning');
  const asked = room.says(bob, 'alice, are you redy?');
  await alice.settles();
  room.says(bob, 'alice, are you ready?', { kind: 'edit', target: asked });
  await alice.settles();
  await alice.types('/reply yes, whenever you are');
  room.says(carol, 'claps', { kind: 'action' });
  room.says(carol, '👍', { kind: 'reaction', target: asked + 2 });
  room.says(bob, 'then run this:\n```sh\nnpm ci\nnpm test\n```\nand tell me');
  await alice.settles();
  await alice.types('/react +1');
  room.says(bob, 'shall we tell the others?', { room: '@alice+bob' });
  await alice.settles();
  await alice.types('/msg bob after lunch');
  await alice.types('/join general');
  room.says(bob, 'release 2 is out', { room: 'ops' });
  await alice.types('/join ops');
  await alice.types('/join general');
  room.says(bob, 'all is well', { room: 'ops' });
  await alice.settles();
  await alice.types('/search backup');
  await alice.types('/goto 1');
  await alice.types('/whois bob');
  await alice.types('/users');
  await alice.types('/edit');
  await alice.losesLink();
  await alice.types('are you still there?');
  room.says(bob, 'the tests are green');
  room.says(carol, 'hurray');
  alice.isServerGone = false;
  await alice.passes(30_000);
  alice.sleeps(45 * 60_000);
  const slip = room.says(bob, 'wrong room, sorry');
  await alice.settles();
  room.says(bob, '', { kind: 'delete', target: slip });
  carol.vanish();
  await alice.settles();
  alice.sleeps(12 * 3600_000);
  room.says(bob, 'good night', { target: asked });
  await alice.settles();
  await alice.types('/quit');
  await alice.passes(2_000);
  assert.equal(alice.code, 0);
  assert.equal(alice.transcript.join('\n'), documented());
});
