// Makes docs/picture.svg (`npm run picture`): a real server, two people at real clients, and the log under them.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { on } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ChatServer } from '../test/support/chat-server.ts';
import { PersonAtScreen } from '../test/support/screen.ts';
import { shoot } from './picture-shot.ts';
import { renderPicture, windowSize } from './picture-svg.ts';

const path = 'docs/picture.svg';
const description =
  'Two chat clients side by side in one conversation, and below them the log file that has every line of it.';

const clientProgram = fileURLToPath(new URL('../dist/client/chat-client.js', import.meta.url));
const usualPort = 7000;
const clientSize = { columns: 70, rows: 18 } as const;
const gap = 16;
const logRows = 14;

const enter = '\r';
const alt = '\u001b';

/** Someone whose screen is not in the picture: the line client, spoken to through a pipe. */
class PersonElsewhere {
  readonly #client: ChildProcessByStdio<Writable, Readable, null>;
  readonly #said: Interface;

  constructor(name: string, port: number) {
    const args = [clientProgram, '--port', String(port), '--name', name, '--json'];
    this.#client = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#said = createInterface({ input: this.#client.stdout });
  }

  async isThere(): Promise<void> {
    for await (const [line] of on(this.#said, 'line')) {
      if (String(line).includes('"joined"')) return;
    }
  }

  say(line: string): void {
    this.#client.stdin.write(`${line}\n`);
  }

  close(): void {
    this.#client.kill();
  }
}

const server = (await isFree(usualPort))
  ? await ChatServer.start('--port', String(usualPort))
  : await ChatServer.start();
const log = new PersonAtScreen('tail', ['-f', 'chat_messages.txt'], {
  cwd: server.folder,
  columns: logColumns(),
  rows: logRows,
});
const carol = new PersonElsewhere('carol', server.port);
const dave = new PersonElsewhere('dave', server.port);
await Promise.all([carol.isThere(), dave.isThere()]);
const bob = sitDown('bob');
await bob.sees('HERE (3)');
const alice = sitDown('alice');
try {
  await play();
  writeFileSync(path, await picture());
} finally {
  for (const one of [log, alice, bob, carol, dave]) one.close();
  await server.stop();
}

/** Each line waits until those before it are on the screens. */
async function play(): Promise<void> {
  await both('HERE (4)');
  await types(alice, '/topic release day', 'set the topic');
  await types(alice, 'morning! 0.1 is tagged 🎉', 'tagged');
  carol.say('お疲れさま! docs are ready');
  await both('docs are ready');
  await types(bob, "I'll run the tests once more", 'once more');
  await types(bob, '/me puts the kettle on', 'kettle');
  await minuteIsOver();
  await types(bob, 'all green', 'all green');
  await types(alice, 'then watch this', 'watch this');
  await server.kill();
  await alice.sees('no connection');
  await types(alice, 'that was kill -9 of the server', 'kill -9', [alice]);
  await server.startAgain();
  await both('kill -9', '● live', 'HERE (4)');
  await types(bob, 'really? nothing is missing', 'nothing is missing');
  dave.say('nor here. @bob cake at four?');
  await both('cake at four');
  await types(bob, '/join ops', '#ops', [bob]);
  bob.type(`${alt}1`);
  await bob.sees('#general');
  dave.say('/join ops');
  dave.say('@bob staging is up');
  await bob.sees(/2 ops +@1/);
  carol.say('/msg alice the keys are with dave');
  carol.say('/away lunch');
  await alice.sees('DIRECT');
  await both('○ carol');
  await writesSlowly(bob, 'yes, and I bring');
  await alice.sees('bob is typing…');
}

async function picture(): Promise<string> {
  const { columns, rows } = clientSize;
  const size = windowSize(columns, rows);
  const suffix = server.port === usualPort ? '' : ` --port ${server.port}`;
  const client = async (person: PersonAtScreen, name: string, x: number) => ({
    title: `chat-client --name ${name}${suffix}`,
    shot: await shoot(person.received, columns, rows),
    x,
    y: 0,
  });
  const windows = [
    await client(alice, 'alice', 0),
    await client(bob, 'bob', size.width + gap),
    {
      title: 'tail -f chat_messages.txt',
      shot: await shoot(log.received, logColumns(), logRows),
      x: 0,
      y: size.height + gap,
      width: 2 * size.width + gap,
    },
  ];
  return renderPicture(windows, description);
}

/** As many as fit under both clients. */
function logColumns(): number {
  const width = 2 * windowSize(clientSize.columns, 1).width + gap;
  let columns = 2 * clientSize.columns;
  while (windowSize(columns + 1, 1).width <= width) columns += 1;
  return columns;
}

function sitDown(name: string): PersonAtScreen {
  const address = server.port === usualPort ? [] : ['--port', String(server.port)];
  return new PersonAtScreen(
    process.execPath,
    [clientProgram, '--name', name, ...address],
    clientSize,
  );
}

async function types(
  person: PersonAtScreen,
  text: string,
  seen: string,
  by: readonly PersonAtScreen[] = [alice, bob],
): Promise<void> {
  person.type(text + enter);
  for (const one of by) await one.sees(seen);
}

/** So that the picture has more than one time in it. */
async function minuteIsOver(): Promise<void> {
  await delay(60_000 - (Date.now() % 60_000));
}

/** Key by key, as people do; longer than the 3 s in which a client tells only once that somebody is typing. */
async function writesSlowly(person: PersonAtScreen, text: string): Promise<void> {
  for (const key of text) {
    person.type(key);
    await delay(250);
  }
}

async function both(...wanted: string[]): Promise<void> {
  for (const one of [alice, bob]) await one.sees(...wanted);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(true));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}
