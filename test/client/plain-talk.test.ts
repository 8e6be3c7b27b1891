// What the line client prints, against a server played line by line.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { runPlain } from '../../src/client/plain.ts';
import { message, Scene, timestamp } from '../sdk/scene.ts';

/** Somebody at the line client, live in #general. */
function pipe(scene = Scene.live([message(1, 0)])) {
  const stdin = new PassThrough();
  const stdout = new PassThrough({ encoding: 'utf8' });
  const stderr = new PassThrough({ encoding: 'utf8' });
  const ended = runPlain(scene.client, { stdin, stdout, stderr }, false);
  // What was there before is known from here on: elsewhere the join itself says so.
  scene.client.setLooking(false);
  return {
    scene,
    /** Types it, and waits until the client has said something of that type. */
    async type(line: string, asked: string) {
      stdin.write(`${line}\n`);
      for (;;) {
        const said = scene.said().find(({ type }) => type === asked);
        if (said) return said;
        await turn();
      }
    },
    /** The end of the input. Nobody answers how far one has read, so time has to pass. */
    async end() {
      stdin.end();
      let code: number | undefined;
      void ended.then((it) => {
        code = it;
      });
      for (; code === undefined; await turn()) scene.clock.advance(10);
      return code;
    },
    out: () => String(stdout.read() ?? ''),
    error: () => String(stderr.read() ?? ''),
  };
}

test('each change is a line as it comes, in its place among the messages', async () => {
  const { scene, end, out } = pipe();
  scene.server(
    message(2, 1, { content: 'teh end' }),
    message(3, 2, { kind: 'edit', content: 'the end', target: 2 }),
    message(4, 3),
    message(5, 4, { kind: 'reaction', content: '\u001b', sender: 'carol', target: 2 }),
    message(6, 5, { kind: 'delete', content: '', target: 2 }),
  );
  assert.equal(
    out(),
    [
      `${timestamp} 2 #general <bob> teh end\n`,
      `${timestamp} 3 #general <bob> (edit 2) the end\n`,
      `${timestamp} 4 #general <bob> message 4\n`,
      `${timestamp} 5 #general <carol> (reaction 2) \\u{1b}\n`,
      `${timestamp} 6 #general <bob> (delete 2)\n`,
    ].join(''),
  );
  assert.equal(await end(), 0);
});

test('/search prints numbered lines, /goto what was said around one, and one stays where one was', async () => {
  const { scene, type, end, error } = pipe();
  const search = await type('/search ship', 'search');
  const ops = { room: 'ops', content: 'ship it' };
  scene.reply(search, { type: 'results', messages: [message(7, 5, ops)], more: false });
  assert.match(error(), /^1 \S+ 7 #ops <bob> ship it\nHit 1 for: ship\./);
  const join = await type('/goto 1', 'join');
  scene.reply(join, {
    type: 'joined',
    room: 'ops',
    topic: '',
    count: 1,
    members: [],
    messages: [],
    more: true,
    last: 9,
  });
  const page = (messages: object[]) => ({ type: 'history', room: 'ops', messages, more: false });
  const before = [message(5, 0, { room: 'ops' }), message(7, 5, ops)];
  scene.reply(scene.asks('history'), page(before));
  scene.reply(scene.asks('history'), page([message(9, 7, { room: 'ops' })]));
  assert.equal(
    error(),
    [
      `  ${timestamp} 5 #ops <bob> message 5\n`,
      `> ${timestamp} 7 #ops <bob> ship it\n`,
      `  ${timestamp} 9 #ops <bob> message 9\n`,
    ].join(''),
  );
  const { current, visit } = scene.client.getState();
  assert.deepEqual([current, visit], ['general', undefined]);
  assert.equal(await end(), 0);
});

test('a command about a message waits until what was sent before it is there', async () => {
  const { scene, type, end } = pipe();
  const send = await type('teh end', 'send');
  const edit = type('/edit the end', 'send');
  await turn();
  scene.reply(send, { type: 'ack', room: 'general', seq: 2, timestamp });
  scene.server(message(2, 1, { sender: 'alice', content: 'teh end', id: `S1-${send.id}` }));
  const { kind, target, id } = await edit;
  assert.deepEqual([kind, target], ['edit', 2]);
  scene.server(
    { type: 'ack', room: 'general', seq: 3, timestamp, id },
    message(3, 2, { kind: 'edit', target: 2, id: `S1-${id}` }),
  );
  assert.equal(await end(), 0);
});

test('a connection that is lost before the ack ends it with 75: it may be in the log', async () => {
  const { scene, type, end, error } = pipe();
  await type('is it there?', 'send');
  scene.server({ type: 'bye', reason: 'slow-consumer', reconnect: false });
  assert.equal(await end(), 75);
  assert.match(error(), /1 message is not acknowledged/);
});

test('no server ends it with 69, one that is full with 75', async () => {
  const none = new Scene();
  const unreachable = pipe(none);
  none.pair.end.close('No server is listening there.');
  assert.equal(await unreachable.end(), 69);

  const full = new Scene();
  const refused = pipe(full);
  full.pair.end.accept();
  full.pair.end.sendObjects({ type: 'error', code: 'too-many', message: 'The server is full.' });
  full.pair.end.close();
  assert.equal(await refused.end(), 75);
  assert.match(refused.error(), /The server is full/);
});
