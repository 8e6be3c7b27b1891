// Where a person's own server keeps its things on this machine, and whether those places are the person's.
import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Nothing of it has to be there. */
export interface OwnPlaces {
  /** For what is there while the server runs. */
  readonly runtime: string;
  /** For what stays. */
  readonly data: string;
  readonly socket: string;
  /** What the server tells of itself while it runs, as JSON. */
  readonly about: string;
  /** There since somebody stopped the server on purpose, until it is started again. */
  readonly stopped: string;
  readonly log: string;
  /** What the server tells its operator. */
  readonly talk: string;
  /** The key of its page. */
  readonly key: string;
  /** The port of its page, last time. */
  readonly port: string;
}

/** PARTYLINE_RUNTIME and PARTYLINE_DATA name other folders. */
export function ownPlaces(env: Environment, user = userId(), home = homeFolder()): OwnPlaces {
  const runtime = resolve(env.PARTYLINE_RUNTIME || join(...runtimeRoot(env, user)));
  const given = env.XDG_DATA_HOME;
  const root = given?.startsWith('/') === true ? given : join(home, '.local', 'share');
  const data = resolve(env.PARTYLINE_DATA || join(root, 'partyline'));
  return {
    runtime,
    data,
    socket: join(runtime, 'chat.sock'),
    about: join(runtime, 'server.json'),
    stopped: join(runtime, 'stopped'),
    log: join(data, 'chat_messages.txt'),
    talk: join(data, 'server.log'),
    key: join(data, 'web.key'),
    port: join(data, 'web.port'),
  };
}

/**
 * @param isOptional what is not there is fine
 * @returns undefined where what is in the folder is the person's own doing; else why not, in a sentence
 */
export function whyNotOwn(folder: string, user = userId()): string | undefined {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return `${folder} is a link, which anybody may have made: remove it`;
  if (!found.isDirectory()) return `${folder} is no folder: remove it`;
  if (user !== undefined && found.uid !== user)
    return `${folder} belongs to somebody else: name a folder of your own by PARTYLINE_RUNTIME`;
  if ((found.mode & 0o022) !== 0)
    return `others can write to ${folder}: name a folder of your own by PARTYLINE_RUNTIME`;
  return undefined;
}

/** @returns why there can be no such folder of the person's own, in a sentence */
export function makeOwnFolder(folder: string, variable: string): string | undefined {
  const user = userId();
  try {
    const above = nearest(folder);
    // With another one's HOME, as sudo may leave it, what is made there would be in that one's way.
    if (user === 0 && statSync(above).uid !== 0)
      return `${above} belongs to somebody else than root: name another folder by ${variable}, or use sudo -H`;
    makeBelow(above, folder);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = Object.hasOwn(words, code) ? words[code] : code;
    return `${folder} can't be made: ${why}; name another folder by ${variable}`;
  }
  return undefined;
}

/** Undefined on systems that count people in another way. */
export function userId(): number | undefined {
  return process.getuid?.();
}

/** Not everywhere that a person comes in is the variable set: cron and sudo leave it out. */
function runtimeRoot({ XDG_RUNTIME_DIR: given }: Environment, user: number | undefined) {
  const isFolder = (path: string) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isDirectory() === true && found.uid === user;
  };
  const usual = `/run/user/${user ?? ''}`;
  const root = [given, usual].find((path) => path?.startsWith('/') && isFolder(path));
  return root === undefined ? (['/tmp', `partyline-${user ?? ''}`] as const) : [root, 'partyline'];
}

/**
 * With those above it, for the owner alone, one by one: what Node does at once says of a read-only disk that there is
 * no such file, and has no end in /proc. @throws the system's error
 */
export function makeFolder(folder: string): void {
  makeBelow(nearest(folder), folder);
}

function makeBelow(above: string, folder: string): void {
  if (folder === above) return;
  makeBelow(above, dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another client may have been faster.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function nearest(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined && dirname(path) !== path ? nearest(dirname(path)) : path;
}

/** Some who run in containers have none. */
function homeFolder(): string {
  try {
    return homedir() || '/';
  } catch {
    return '/';
  }
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'it can’t be there',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its way',
  EEXIST: 'a file is in its way',
};
