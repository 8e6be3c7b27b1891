// The troubles that a chat must come through, each as what happens in one round of it.
import { type BadLink, fair, stormy, type Weather } from './bad-link.ts';
import type { Chance } from './chance.ts';
import type { Crowd } from './crowd.ts';
import type { ServerProcess } from './server-process.ts';
import type { SmallDisk } from './small-disk.ts';

export interface Stage {
  readonly server: ServerProcess;
  readonly link: BadLink;
  readonly crowd: Crowd;
  readonly chance: Chance;
  /** Where the scenario asks for one: the log lies on it. */
  readonly disk: SmallDisk | undefined;
}

export interface Scenario {
  readonly about: string;
  readonly weather: Weather;
  /** `needed`: without one it can't be; `wanted`: then without that trouble. */
  readonly smallDisk?: 'needed' | 'wanted';
  /** Messages a second that one session may send, as the server's `--rate`; 0 unless told: no limit. */
  readonly rate?: number;
  /** Of a run that is not told how many. */
  readonly rounds: number;
  round(stage: Stage): Promise<void>;
}

/** Said in a round; enough that a round's trouble comes while much is under way. */
const messagesOfRound = 250;
const patienceMs = 20_000;
/** A client gives a hello up after a second (its clock is ten times as fast), and the next may overtake it. */
const foggy: Weather = {
  ...stormy,
  cutAfterBytes: 30_000,
  stalls: 0.25,
  longestStallMs: 3_000,
};
const breezy: Weather = { ...stormy, cutAfterBytes: 400_000 };

/** Lets the crowd talk, until some of it is acknowledged: then all is under way, mostly for all. */
async function getGoing({ crowd, chance }: Stage): Promise<void> {
  if (chance.is(0.8)) await crowd.comeBack(patienceMs);
  crowd.allow(messagesOfRound);
  await crowd.acknowledged(chance.whole(1, messagesOfRound / 2), patienceMs);
}

async function storm(stage: Stage): Promise<void> {
  stage.crowd.invite();
  stage.crowd.hurry();
  stage.crowd.allow(messagesOfRound);
  await stage.crowd.acknowledged(messagesOfRound, patienceMs);
}

async function killAndStart(stage: Stage): Promise<void> {
  await getGoing(stage);
  await stage.server.end('SIGKILL');
  await stage.server.start();
}

async function stopAndStart(stage: Stage): Promise<void> {
  await getGoing(stage);
  await stage.server.end('SIGTERM');
  await stage.server.start();
}

async function rotate(stage: Stage): Promise<void> {
  const { server, crowd } = stage;
  await getGoing(stage);
  server.moveLogAway();
  server.hangUp();
  crowd.allow(messagesOfRound);
  await crowd.bell.until(() => server.hasLog, patienceMs);
}

/** As when the machine goes down in the middle of logrotate: before the signal, or just after it. */
async function rotateAndKill(stage: Stage): Promise<void> {
  const { server, chance } = stage;
  await getGoing(stage);
  server.moveLogAway();
  if (chance.is(0.5)) server.hangUp();
  await server.end('SIGKILL');
  await server.start();
}

async function spoilIndex(stage: Stage): Promise<void> {
  const { server, chance } = stage;
  await getGoing(stage);
  const isRunning = chance.is(0.5);
  if (!isRunning) await server.end('SIGKILL');
  server.spoilIndex(chance.is(0.5), chance.next());
  if (isRunning) await getGoing(stage);
  if (isRunning) await server.end('SIGKILL');
  await server.start();
}

async function fillDisk(stage: Stage): Promise<void> {
  const { server, crowd, chance, disk } = stage;
  await getGoing(stage);
  const before = crowd.total('delays');
  disk?.fill();
  crowd.allow(messagesOfRound);
  await crowd.bell.until(() => crowd.total('delays') > before, patienceMs);
  const isKilled = chance.is(0.3);
  if (isKilled) await server.end('SIGKILL');
  disk?.makeRoom();
  if (isKilled) await server.start();
  crowd.allow(messagesOfRound);
  await crowd.acknowledged(chance.whole(1, messagesOfRound / 2), patienceMs);
}

/** All come anew, in fair weather: were a welcome lost, its name would be taken by nobody who is here. */
async function loseSessions(stage: Stage): Promise<void> {
  const { server, link, crowd } = stage;
  const { weather } = link;
  await getGoing(stage);
  await server.end('SIGKILL');
  server.loseKey();
  link.calm();
  await server.start();
  await crowd.comeBack(patienceMs);
  link.weather = weather;
}

async function anything(stage: Stage): Promise<void> {
  const rotations = [rotate, rotateAndKill];
  const troubles = [storm, killAndStart, stopAndStart, spoilIndex, loseSessions, ...rotations];
  await stage.chance.pick(stage.disk ? [...troubles, fillDisk] : troubles)(stage);
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  links: {
    about: 'connections are cut, stalled, split and slowed; others come late',
    weather: stormy,
    rounds: 8,
    round: storm,
  },
  late: {
    about: 'what was said on connections that were given up arrives later',
    weather: foggy,
    rounds: 2,
    round: storm,
  },
  kill: { about: 'kill -9 under load', weather: breezy, rounds: 10, round: killAndStart },
  stop: { about: 'SIGTERM under load', weather: breezy, rounds: 5, round: stopAndStart },
  rotate: { about: 'logrotate under load', weather: breezy, rounds: 8, round: rotate },
  'rotate-kill': {
    about: 'kill -9 in the middle of logrotate',
    weather: fair,
    rounds: 8,
    round: rotateAndKill,
  },
  'disk-full': {
    about: 'the disk is full for a while',
    weather: breezy,
    smallDisk: 'needed',
    rounds: 5,
    round: fillDisk,
  },
  index: {
    about: 'what is kept beside the log is deleted or cut',
    weather: fair,
    rounds: 5,
    round: spoilIndex,
  },
  rates: {
    about: 'all talk faster than they may',
    weather: stormy,
    rate: 1,
    rounds: 8,
    round: storm,
  },
  sessions: {
    about: 'the key is lost, and with it all sessions: nothing is sent twice',
    weather: fair,
    rounds: 5,
    round: loseSessions,
  },
  anything: {
    about: 'all of these, in any order',
    weather: stormy,
    smallDisk: 'wanted',
    rounds: 20,
    round: anything,
  },
};
