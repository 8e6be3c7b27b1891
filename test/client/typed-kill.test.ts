// The client killed right after Enter, as a program with real files: each message is in the log once.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { RawPeer } from '../support/raw-peer.ts';
import { lossyWay } from './lossy-way.ts';
import { serverFor, sitDown } from './plays.ts';

test('killed before the server’s ack, or with no server there, what was typed is in the log once', async (context) => {
  const server = await serverFor(context);
  const way = await lossyWay(context, server.port);
  const env = { PARTYLINE_STATE: join(server.folder, 'state') };
  const sit = () => sitDown(context, way.port, 'ann', { env });

  const first = await sit();
  way.onAck = () => process.kill(first.pid, 'SIGKILL');
  first.type('written\r');
  await first.exited;
  way.onAck = undefined;

  const second = await sit();
  await second.sees('written');
  await server.kill();
  await second.seesNot('● live');
  const isInLine = () => second.lines.slice(-2).some((line) => line.includes('unwritten'));
  second.type('unwritten');
  await second.until(isInLine, 'what was typed');
  second.type('\r');
  await second.until(() => !isInLine(), 'that Enter was heard');
  process.kill(second.pid, 'SIGKILL');
  await second.exited;
  await server.startAgain();

  const ben = await RawPeer.enter(server.port, 'ben');
  await sit();
  assert.equal((await ben.hears('message')).content, 'unwritten');
  const said = (await server.log()).matchAll(/<ann> (.+)\t/g);
  assert.deepEqual(
    [...said].map(([, content]) => content),
    ['written', 'unwritten'],
  );
});
