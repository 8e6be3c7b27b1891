// What the operator reads on standard error: people-readable on a terminal, JSON lines otherwise.
import { pino } from 'pino';
import { PinoPretty as pinoPretty } from 'pino-pretty';
import type { Note } from './core/chat.ts';
import type { LogEvent } from './log/log.ts';
import type { ConnectionNote } from './server.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** Notes that are not plain news. */
const levels: Readonly<Record<string, Level>> = {
  connected: 'debug',
  disconnected: 'debug',
  refused: 'debug',
  'torn-line': 'warn',
  unparsable: 'warn',
  disordered: 'warn',
  'mode-tightened': 'warn',
  'mode-too-open': 'warn',
  'storage-failed': 'error',
  'survey-failed': 'error',
};

export interface OperatorLog {
  note(note: Note | LogEvent | ConnectionNote): void;
  say(level: Level, message: string, fields?: object): void;
}

/** Lines are written at once, so that the last one before an end is not lost. */
export function openOperatorLog(level: string): OperatorLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, process.stderr.isTTY ? forPeople() : forMachines());
  return {
    note({ ...fields }) {
      const event = 'event' in fields ? fields.event : fields.type;
      logger[levels[event] ?? 'info'](fields, event);
    },
    say(at, message, fields = {}) {
      logger[at](fields, message);
    },
  };
}

function forMachines() {
  return pino.destination({ fd: 2, sync: true });
}

function forPeople() {
  return pinoPretty({
    destination: 2,
    sync: true,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'event,type',
  });
}
