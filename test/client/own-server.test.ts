// A machine without a server: whoever comes first starts one, the others find it, and it outlives all of them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeKept } from '../../src/client/kept-file.ts';
import { keptPort } from '../support/kept-port.ts';
import { LineClient, OwnHome } from './own-home.ts';

const comer = fileURLToPath(new URL('comer.ts', import.meta.url));
const ways = { skip: process.platform === 'linux' ? false : 'processes are counted in /proc' };

test(
  'twenty that come in the same instant make one server, and so do others where one was killed',
  ways,
  async (t) => {
    const home = new OwnHome(t);
    for (const length of [20, 6]) {
      const comers = Array.from(
        { length },
        () => new LineClient(spawn(process.execPath, [comer], { env: home.env })),
      );
      await Promise.all(comers.map((each) => each.prints(/^(?:started|found)$/m)));
      const started = comers.filter((each) => /^started$/m.test(each.printed));
      assert.equal(started.length, 1);
      assert.deepEqual(home.servers(), [home.pid]);
      process.kill(home.pid, 'SIGKILL');
      await Promise.all(comers.map((each) => each.end()));
    }
  },
);

test(
  'it outlives who started it, and who is in it starts it again where it dies',
  ways,
  async (t) => {
    const home = new OwnHome(t);
    const ann = home.client('--name', 'ann');
    await ann.prints(
      /one was started\. It keeps what is said in .*chat_messages\.txt, and ends 10 minutes/,
    );
    const ben = home.client('--name', 'ben');
    ann.say('one');
    await ann.prints(/<ann> one\n/);
    ben.say('two');
    await ann.prints(/<ben> two\n/);
    assert.ok(!ben.printed.includes('started'));

    ann.child.kill('SIGKILL');
    await once(ann.child, 'exit');
    ben.say('three');
    await ben.prints(/<ben> three\n/);

    const [first] = home.servers();
    process.kill(first ?? 0, 'SIGKILL');
    ben.say('four');
    await ben.prints(/<ben> four\n/);
    assert.deepEqual(home.servers().length, 1);
    assert.notEqual(home.pid, first);
    await ben.end();
    for (const word of ['one', 'two', 'three', 'four'])
      assert.equal(home.log().split(` ${word}\t`).length, 2, word);
  },
);

test(
  'web, where and stop know the same server, and stop ends it for those who are in it',
  ways,
  async (t) => {
    const home = new OwnHome(t);
    const none = await home.run('where', '--json');
    assert.equal(JSON.parse(none.out).server, null);
    assert.equal((await home.run('--no-start')).code, 69);
    assert.equal((await home.run('web', '--no-start')).code, 69);
    assert.deepEqual(await home.run('stop'), {
      ...{ code: 0, out: '' },
      said: 'chat-client: no server of yours is running on this machine\n',
    });
    assert.equal(existsSync(home.places.data), false);

    // As if it had been there before: no other program gets the port while the server is stopped.
    writeKept(home.places.port, `${await keptPort()}\n`);
    const web = await home.run('web', '--no-open');
    assert.equal(web.code, 0);
    const page = web.out.trim();
    assert.equal((await fetch(page, { redirect: 'manual' })).status, 303);
    const where = JSON.parse((await home.run('where', '--json')).out);
    assert.partialDeepStrictEqual(where, {
      ...{ server: `unix:${home.places.socket}`, how: 'own server', pid: home.pid },
      ...{ log: join(home.folder, 'data', 'chat_messages.txt'), page: page.replace(/\?.*/, '') },
    });
    for (const secret of ['key', 'log', 'talk', 'about'] as const)
      assert.equal(statSync(home.places[secret]).mode & 0o077, 0, secret);

    const ann = home.client('--name', 'ann');
    ann.say('here');
    await ann.prints(/<ann> here/);
    const stopped = await home.run('stop');
    assert.match(stopped.said, /^chat-client: the server has stopped; what was said is in/);
    assert.deepEqual(home.servers(), []);
    // It is not ann who starts it again, but somebody who comes anew.
    const again = await home.run('web', '--no-open');
    assert.equal(again.out.trim(), page);
    ann.say('there');
    await ann.prints(/<ann> there/);
    await ann.end();
  },
);

test(
  'a server that can’t be started says why in one line, and is not tried again',
  ways,
  async (t) => {
    const home = new OwnHome(t);
    const env = { ...home.env, PARTYLINE_RUNTIME: join(home.folder, 'x'.repeat(120)) };
    const child = new LineClient(spawn(process.execPath, [comer], { env }));
    await once(child.child, 'close');
    assert.match(child.printed, /the path of a socket has \d+ bytes at most/);
    const told = readFileSync(home.places.talk, 'utf8');
    assert.equal(told.match(/bytes at most/g)?.length, 1, 'it was not tried again');
  },
);
