// Stops the person's own server, and no other: the process that says it is the one at its socket.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAboutServer } from '../sdk/node/about-server.ts';
import { findOwn } from '../sdk/node/find-server.ts';
import { type OwnPlaces, ownPlaces } from '../sdk/node/own-places.ts';
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
  // As long as its connection is open, no other process has that number.
  const agent = new Agent({ keepAlive: true });
  try {
    return await stopAt(places, terminal, agent);
  } finally {
    agent.destroy();
  }
}

async function stopAt(places: OwnPlaces, terminal: Pick<Terminal, 'stderr'>, agent: Agent) {
  const pid = await processAt(places.socket, agent).catch(() => undefined);
  if (pid === undefined) {
    say(terminal, `the server at ${places.socket} does not tell its process: stop it yourself`);
    return exitCodes.failed;
  }
  const about = readAboutServer(places.about);
  // For those who are in it: they would start it again.
  writeKept(places.stopped, '', { isHasty: true });
  if (await endProcess(pid)) {
    const where = about?.pid === pid ? `; what was said is in ${shownPath(about.log)}` : '';
    say(terminal, `the server has stopped${where}`);
    return exitCodes.done;
  }
  rmSync(places.stopped, { force: true });
  say(terminal, `process ${pid} did not stop in ${patienceMs / 1000} s: kill -9 ends it`);
  return exitCodes.failed;
}

/**
 * Asked of whoever is there: the file beside the socket may be one that another server has left behind, and
 * its process another program by now. @returns undefined: it does not tell
 */
async function processAt(socketPath: string, agent: Agent): Promise<number | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  const asked = get({ socketPath, path: '/process', agent, signal });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const told = await text(answer);
  const isIt = answer.statusCode === 200 && /^\d{1,10}\n$/.test(told) && Number(told) > 1;
  return isIt ? Number(told) : undefined;
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
