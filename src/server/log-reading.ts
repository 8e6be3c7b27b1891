// What the core reads of the log: its newest part from memory, all of it through the index.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../protocol/index.ts';
import type { DirectRooms } from './core/direct-rooms.ts';
import { parseView } from './core/direct-view.ts';
import type { Duplicates, Sending } from './core/duplicates.ts';
import type { LogReader } from './core/history.ts';
import { Recent } from './core/recent.ts';
import type { Settings } from './core/settings.ts';
import { LogIndex } from './derived/log-index.ts';
import type { FileLog } from './log/file-log.ts';
import type { ServerNote } from './server-note.ts';

/** How long an old topic is looked for before a join is answered without it. */
const topicPatienceMs = 1500;

/** What start-up read of the log, into memory. */
export function readRecent(
  log: FileLog<Sending>,
  settings: Settings,
  duplicates: Duplicates,
  directRooms: DirectRooms,
): Recent {
  const { messages, unplaced, isAll } = log.takeRecent();
  // After rotation the file may be empty: then everything is older than what memory has.
  const first = Math.min(unplaced[0]?.seq ?? Infinity, messages[0]?.seq ?? Infinity, log.last + 1);
  const floor = isAll ? 0 : first;
  const recent = new Recent(settings.maxRecentMessages, floor, unplaced);
  const known = (entry: Entry) => {
    directRooms.add(entry);
    if (entry.id !== undefined) duplicates.remember(entry.id, { waiting: [], entry });
  };
  for (const entry of unplaced) known(entry);
  for (const message of messages) {
    known(message);
    const dropped = recent.add(message);
    if (dropped?.id !== undefined) duplicates.forget(dropped.id);
  }
  return recent;
}

/** The index, from which the log learns what it did not read at start. */
export function openIndex(
  log: FileLog<Sending>,
  directRooms: DirectRooms,
  note: (note: ServerNote) => void,
): LogIndex {
  let told = { unparsable: 0, disordered: 0 };
  return new LogIndex({
    logPath: log.path,
    live: () => log.live,
    note,
    onRooms: (rooms) => {
      for (const [room, { last, topic = '' }] of rooms) {
        const view = parseView(room);
        if (view) directRooms.learn(view.owner, view.room, last);
        else log.learn(room, { last, topic });
      }
    },
    onWhole: ({ last, unparsable, disordered }) => {
      log.learntAll(last);
      if (unparsable.count > told.unparsable) note({ type: 'unparsable', ...unparsable });
      if (disordered.count > told.disordered) note({ type: 'disordered', ...disordered });
      told = { unparsable: unparsable.count, disordered: disordered.count };
    },
  });
}

/** The log as the core reads it. */
export function readerOf(log: FileLog<Sending>, index: LogIndex): LogReader {
  const find = async (room: string) => {
    const { last, topic = '' } = await index.ask('room', { room });
    log.learn(room, { last, topic });
  };
  return {
    get last() {
      return log.last;
    },
    known: (room) => log.known(room),
    find: async (room) => {
      const found = find(room);
      // An old topic is worth a moment; the last seq is worth any time.
      if (!log.known(room)) return found;
      await Promise.race([found.catch(() => {}), sleep(topicPatienceMs)]);
    },
    facts: (room) => index.ask('room', { room }),
    rooms: () => log.rooms(),
    readBefore: (room, before, limit) => index.ask('before', { room, before, limit }),
    readAfter: (room, after, limit) => index.ask('after', { room, after, limit }),
    readSince: (room, at, limit) => index.ask('since', { room, at, limit }),
    readOne: (room, seq) => index.ask('one', { room, seq }),
    search: (search) => index.ask('search', search),
    findId: (publicId, after) => index.ask('findId', { publicId, after }),
    idsOf: (session, after) => index.ask('hashesOf', { session, after }),
  };
}
