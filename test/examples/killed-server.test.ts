// The SDK's echo bot while its server is killed again and again: the log says that it answered each message once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseEntry } from '../../src/protocol/index.ts';
import { connect } from '../../src/sdk/node/index.ts';
import { ChatServer } from '../support/chat-server.ts';
import { Example, ownFolder } from './example.ts';

const kills = 2;
const aLife = 9;

test('the echo bot under kill -9 of the server answers each message once', async (t) => {
  const server = await ChatServer.start();
  t.after(() => server.stop());
  const folder = ownFolder(t);
  const start = () =>
    new Example(t, server, folder, [process.execPath, 'examples/echo-bot.js', 'echo']);
  const bot = start();
  await bot.says(/is in #echo/);
  const names = ['ann', 'ben'];
  const people = await Promise.all(
    names.map((name) => connect({ server: server.address, name, rooms: ['echo'] })),
  );
  const acked: number[] = [];
  for (let life = 0; life <= kills; life += 1) {
    const sent = people.flatMap((person, who) =>
      Array.from({ length: aLife }, (_, number) => {
        return person.send('echo', `!echo ${names[who]} ${life * aLife + number}`);
      }),
    );
    for (const ack of sent) ack.then(({ seq }) => acked.push(seq));
    if (life < kills) {
      // Somewhere in the middle: some are acknowledged, some written, some wait.
      await sent[aLife / 3];
      await server.kill();
      if (life === 1) await bot.kill();
      await server.startAgain();
      if (life === 1) start();
    }
    await Promise.all(sent);
  }
  const count = people.length * (kills + 1) * aLife;
  let answers = 0;
  for await (const { sender } of people[0]?.messages('echo', { since: 0 }) ?? []) {
    if (sender.startsWith('echo')) answers += 1;
    if (answers === count) break;
  }
  for (const person of people) await person.close();

  const entries = readFileSync(server.logPath, 'utf8')
    .split('\n')
    .flatMap((line) => parseEntry(line) ?? []);
  const asked = entries.filter(({ content }) => content.startsWith('!echo '));
  const answered = entries.filter(({ sender }) => sender.startsWith('echo'));
  assert.equal(asked.length, count);
  assert.equal(new Set(asked.map(({ content }) => content)).size, count);
  assert.deepEqual(
    answered.map(({ target, content }) => `${target} !echo ${content}`).sort(),
    asked.map(({ seq, content }) => `${seq} ${content}`).sort(),
  );
  assert.deepEqual(
    acked.toSorted((one, other) => one - other),
    asked.map(({ seq }) => seq),
    'each ack names the place where the message stands',
  );
});
