// `users` against a server in this process: who is listed, and what those who are there are told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from '../support/open-house.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { AtPipe } from './at-pipe.ts';

test('users says who is a program, leaves itself out, and is told as one to those who are there', async (context) => {
  const { port } = await openHouse(context);
  const ann = await RawPeer.enter(port, 'ann', 'ops');
  const bot = await RawPeer.open(port);
  bot.say({ type: 'hello', name: 'bot', bot: true }, { type: 'join', room: 'ops' });
  await bot.hears('joined');
  const person = new AtPipe(context, port);
  const listed = await person.run('users -r ops --name root');
  assert.deepEqual(listed, {
    code: 0,
    out: 'ann\tonline\tguest\nbot\tonline\tguest\tbot\n',
    error: '',
  });
  const objects = await person.run('users -r ops --json bo');
  assert.deepEqual(JSON.parse(objects.out), {
    name: 'bot',
    status: 'online',
    role: 'guest',
    bot: true,
  });
  await person.run('send -r ops --name ci hi');
  await ann.hears('presence', ({ name, state }) => name === 'ci' && state === 'left');
  const told = ann.heard.filter(({ type }) => type === 'presence');
  const shown = told.map(({ name, state, bot: isBot }) => `${name} ${state} ${isBot}`);
  assert.deepEqual(shown, [
    'bot joined true',
    'root joined true',
    'root left true',
    'root joined true',
    'root left true',
    'ci joined true',
    'ci left true',
  ]);
});
