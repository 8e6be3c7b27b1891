// A server at a Unix socket: for its owner alone, found while it runs, gone when it ends, and in nobody's place.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { it, type TestContext } from 'node:test';
import { Listening } from '../../src/server/listening.ts';
import { clearSocketPath, SocketFileError } from '../../src/server/net/socket-file.ts';
import { openHouse } from '../support/open-house.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Such as a server leaves that was killed. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer().listen(`${path}.moved`);
  await once(server, 'listening');
  renameSync(`${path}.moved`, path);
  server.close();
}

function ask(path: string, line: string): Promise<string> {
  const socket = connect({ path });
  socket.write(line);
  return text(socket);
}

it('speaks lines and HTTP at its socket, which nobody else can open', async (t) => {
  const path = join(folderOf(t), 'chat.sock');
  const house = await openHouse(t, { port: undefined, socketPath: path });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(house.address, path);
  assert.equal(house.webAddress, undefined);
  assert.match(await ask(path, '{"type":"ping"}\n'), /hello-required/);
  assert.match(await ask(path, 'GET /healthz HTTP/1.0\r\n\r\n'), /\nok\n$/);
});

it('tells programs where it is while it runs, and takes socket and file with it', async (t) => {
  const folder = folderOf(t);
  const [socketPath, aboutPath] = [join(folder, 'chat.sock'), join(folder, 'about.json')];
  const web = { port: 0, key: 'a-key-of-some-length' };
  const house = await openHouse(t, { port: undefined, socketPath, aboutPath, web });
  const about = JSON.parse(readFileSync(aboutPath, 'utf8'));
  assert.equal(statSync(aboutPath).mode & 0o777, 0o600);
  assert.equal(about.pid, process.pid);
  assert.equal(about.socket, socketPath);
  assert.equal(about.page, `http://${house.webAddress}/?key=a-key-of-some-length`);
  await house.stop();
  assert.deepEqual([existsSync(socketPath), existsSync(aboutPath)], [false, false]);
});

it('replaces and removes no file of another kind, whatever a folder’s settings name as --about-file', async (t) => {
  const aboutPath = join(folderOf(t), 'letter');
  writeFileSync(aboutPath, 'precious');
  await assert.rejects(openHouse(t, { aboutPath }), /tells of no server/);
  assert.equal(readFileSync(aboutPath, 'utf8'), 'precious');
});

it('takes the place of a server that died, and of no other file', async (t) => {
  const path = join(folderOf(t), 'chat.sock');
  await leaveSocket(path);
  await clearSocketPath(path);
  assert.equal(existsSync(path), false);
  writeFileSync(path, 'a letter');
  await assert.rejects(clearSocketPath(path), /is there and is no socket/);
  assert.equal(readFileSync(path, 'utf8'), 'a letter');
});

it('leaves a server alone that lives, with what that one tells of itself', async (t) => {
  const folder = folderOf(t);
  const [socketPath, aboutPath] = [join(folder, 'chat.sock'), join(folder, 'about.json')];
  await openHouse(t, { port: undefined, socketPath, aboutPath });
  const before = readFileSync(aboutPath, 'utf8');
  const second = openHouse(t, { port: undefined, socketPath, aboutPath });
  await assert.rejects(second, /is the socket of a server that runs/);
  assert.equal(readFileSync(aboutPath, 'utf8'), before);
  assert.match(await ask(socketPath, '{"type":"ping"}\n'), /hello-required/);
});

it('says in a sentence which folder or path will not do', async (t) => {
  const folder = folderOf(t);
  const open = join(folder, 'open');
  mkdirSync(open);
  chmodSync(open, 0o777);
  await assert.rejects(clearSocketPath(join(open, 's')), /others can change what is in/);
  await assert.rejects(clearSocketPath(join(folder, 'none', 's')), /there is no folder/);
  await assert.rejects(clearSocketPath(join(folder, 'x'.repeat(110))), (error: Error) => {
    return error instanceof SocketFileError && /bytes at most/.test(error.message);
  });
});

it('makes its socket anew when its folder was away and is there again', async (t) => {
  const folder = join(folderOf(t), 'run');
  mkdirSync(folder);
  const path = join(folder, 'chat.sock');
  const door = {
    async listen() {
      const server = createServer().listen(path);
      await once(server, 'listening');
      return server;
    },
  };
  const options = { host: '127.0.0.1', logPath: 'log', version: '1', socketPath: path };
  const listening = new Listening(options, { door, logPath: 'log', hasTls: false });
  await listening.open();
  rmSync(folder, { recursive: true });
  await listening.check();
  mkdirSync(folder);
  await listening.check();
  assert.ok(statSync(path).isSocket());
  await listening.close();
  assert.equal(existsSync(path), false);
});
