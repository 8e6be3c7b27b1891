// Stops the person's own server, and no other: whoever is at its socket, by what the file beside it says.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAboutServer } from '../sdk/node/about-server.ts';
import { findOwn } from '../sdk/node/find-server.ts';
import { ownPlaces } from '../sdk/node/own-places.ts';
import { say, type Terminal } from './commands/command.ts';
import { exitCodes } from './exit-codes.ts';
import { writeKept } from './kept-file.ts';
import { shownPath } from './own-folders.ts';

/** It commits what is under way, and waits a moment for those who leave. */
const patienceMs = 10_000;
const lookEveryMs = 50;

/** @returns the exit code */
export async function stopServer(terminal: Pick<Terminal, 'env' | 'stderr'>): Promise<number> {
  const places = ownPlaces(terminal.env);
  const found = await findOwn(places);
  if (found.at !== 'socket') {
    const why = found.at === 'nowhere' ? found.problem : undefined;
    say(terminal, why ?? 'no server of yours is running on this machine');
    return why === undefined ? exitCodes.done : exitCodes.failed;
  }
  // As long as this is open, the server is the one that the file tells of.
  const socket = await connected(places.socket);
  const about = socket && readAboutServer(places.about);
  if (!about) {
    say(terminal, `the server at ${places.socket} does not tell its process: stop it yourself`);
    return exitCodes.failed;
  }
  // For those who are in it: they would start it again.
  writeKept(places.stopped, '', { isHasty: true });
  const hasEnded = await endProcess(about.pid);
  socket.destroy();
  if (hasEnded) {
    say(terminal, `the server has stopped; what was said is in ${shownPath(about.log)}`);
    return exitCodes.done;
  }
  rmSync(places.stopped, { force: true });
  say(terminal, `process ${about.pid} did not stop in ${patienceMs / 1000} s: kill -9 ends it`);
  return exitCodes.failed;
}

async function connected(path: string): Promise<Socket | undefined> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    socket.on('error', () => {});
    return socket;
  } catch {
    return undefined;
  }
}

async function endProcess(pid: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; Date.now() < until; signal = 0) {
    try {
      process.kill(pid, signal);
    } catch {
      return true;
    }
    await sleep(lookEveryMs);
  }
  return false;
}
