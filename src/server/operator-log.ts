// What the operator reads: people-readable on a terminal, JSON lines otherwise, on standard error or in a file.
import { renameSync, statSync } from 'node:fs';
import { pino } from 'pino';
import { PinoPretty as pinoPretty } from 'pino-pretty';
import type { ServerNote } from './server-note.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

type EventName =
  | Extract<ServerNote, { event: string }>['event']
  | Extract<ServerNote, { type: string }>['type'];

/** What each note says to people, and how much it matters. The fields say the rest. */
const wording: Readonly<Record<EventName, readonly [Level, string]>> = {
  came: ['info', 'came in'],
  renamed: ['info', 'took another name'],
  joined: ['info', 'joined'],
  left: ['info', 'left'],
  moderated: ['info', 'moderated'],
  deleted: ['info', 'deleted what somebody else said'],
  'room-made': ['info', 'made a room'],
  'room-kept': ['info', 'changed how a room is kept'],
  'rooms-failed': ['error', 'how rooms are kept cannot be read or written'],
  'bans-failed': ['error', 'bans cannot be written: those of now end with a restart'],
  connected: ['debug', 'connected'],
  disconnected: ['debug', 'disconnected'],
  refused: ['debug', 'was refused'],
  empty: ['info', 'nobody has been here for so long that it ends'],
  certificate: ['info', 'serves TLS with this certificate'],
  registered: ['info', 'registered the name'],
  'logged-in': ['info', 'logged in'],
  'login-failed': ['warn', 'could not log in'],
  'logged-out': ['info', 'logged out'],
  'session-revoked': ['info', 'ended one of their sessions'],
  'password-changed': ['info', 'changed the password'],
  unregistered: ['info', 'deleted their account'],
  'torn-line': ['warn', 'the last line of the log was torn, and is set aside'],
  unparsable: ['warn', 'the log has lines that are no messages; they stay as they are'],
  disordered: ['warn', 'the log has lines out of order; they stay as they are'],
  'mode-tightened': ['info', 'others could read the log: now only you can'],
  'mode-too-open': ['warn', 'others can read the log, and its mode could not be changed'],
  'storage-failed': ['error', 'the log cannot be written: messages are refused until it can'],
  'moved-away': ['warn', 'the log was moved or deleted: send SIGHUP to go on in a new file'],
  'storage-recovered': ['info', 'the log can be written again'],
  'index-remade': ['warn', 'the index does not stand; it is made again from the log'],
  'index-behind': ['info', 'much of the log is not in the index yet; it is being made'],
  'index-whole': ['info', 'the index is whole'],
  'index-failed': ['error', 'the index cannot be written; it is tried again'],
  reopened: ['info', 'the log was reopened'],
  'read-markers-failed': ['error', 'how far people have read cannot be kept: a restart loses it'],
  'read-markers-recovered': ['info', 'how far people have read is kept again'],
  'accounts-failed': ['error', 'the file of accounts cannot be read or written'],
  'hook-failing': ['warn', 'a hook does not take its messages: it is tried again'],
  'hook-recovered': ['info', 'a hook takes its messages again'],
  'hook-dead': ['error', 'a hook was given up: nothing is sent to it until it is resumed'],
  'hook-moved': ['warn', 'the log is another one than a hook knew: it begins at its end'],
  'hooks-failed': ['error', 'the file of webhooks cannot be read or written'],
  'accounts-recovered': ['info', 'the file of accounts can be written again'],
};

/** Lines that wait for their reader. */
const maxWaitingBytes = 1024 * 1024;

export interface OperatorLog {
  note(note: ServerNote): void;
  say(level: Level, message: string, fields?: object): void;
  /** From now on nothing below this is told. */
  tellFrom(level: string): void;
}

type Destination = ReturnType<typeof pino.destination>;

/** A file is begun anew beyond; the one before stays beside it. */
export const maxOperatorFileBytes = 1024 * 1024;

/** @param path of a file instead of standard error */
export function openOperatorLog(level: string, path?: string): OperatorLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, destinationFor(path));
  return {
    note({ ...fields }) {
      const event = 'event' in fields ? fields.event : fields.type;
      const [at, words] = wording[event];
      logger[at](fields, words);
    },
    say(at, message, fields = {}) {
      logger[at](fields, message);
    },
    tellFrom(least) {
      logger.level = least;
    },
  };
}

function destinationFor(path: string | undefined) {
  if (path !== undefined) return inFile(path);
  return process.stderr.isTTY ? forPeople() : forMachines();
}

function inFile(path: string) {
  const dest = { dest: path, mode: 0o600, sync: false, maxLength: maxWaitingBytes };
  const destination = pino.destination(dest);
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  destination.on('write', (written: number) => {
    bytes += written;
    if (bytes < maxOperatorFileBytes) return;
    bytes = 0;
    try {
      renameSync(path, `${path}.1`);
      destination.reopen();
    } catch {
      // It goes on in the same one, and is tried again.
    }
  });
  return outlivingFullDisk(destination);
}

/** Not at once: a reader that has stopped must not stop the server. What it leaves is dropped. */
function forMachines() {
  return outlivingFullDisk(pino.destination({ fd: 2, sync: false, maxLength: maxWaitingBytes }));
}

/** A disk that is full must not end the server, nor keep it from ending: pino waits at the exit until there is room. */
function outlivingFullDisk(destination: Destination): Destination {
  const flushSync = destination.flushSync.bind(destination);
  let isFull = false;
  destination.on('write', () => {
    isFull = false;
  });
  destination.on('error', () => {
    isFull = true;
  });
  destination.flushSync = () => {
    if (!isFull) flushSync();
  };
  return destination;
}

function forPeople() {
  return pinoPretty({
    destination: 2,
    sync: true,
    singleLine: true,
    // Where it decides itself an empty NO_COLOR counts, and so does the other output's terminal.
    colorize: !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'event,type',
  });
}
