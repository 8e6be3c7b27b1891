// Every figure that `GET /metrics` gives: its name, what it means, and how it is read from the server.
import type { Durations } from '../core/durations.ts';
import { handOnOutcomes, postOutcomes, type Tally } from '../core/tally.ts';

/** What the figures are read from, when they are asked for. */
export interface Measured {
  readonly tally: Tally;
  readonly version: string;
  sessions(): Iterable<{ readonly transport: string; readonly isSecure: boolean }>;
  /** Open connections, with a session or without. */
  connections(): number;
  /** Rooms that somebody is in. */
  rooms(): number;
  outboxBytes(): number;
  /** Bytes of the log that are not indexed yet; rejects where the index does not answer. */
  indexLagBytes(): Promise<number>;
  /** Answers of `GET /log/ROOM.txt` under way, and those that were cut because nobody read them. */
  logReaders(): number;
  slowLogReaders(): number;
  /** Hooks that messages are handed on to, by how they are. */
  hooks(): Readonly<Record<string, number>>;
  /** In seconds, since this was last asked; empty the first time. */
  eventLoopDelay(): ReadonlyMap<string, number>;
  /** All that a connection can end with, and all that a request can be refused with. */
  readonly endings: readonly string[];
  readonly codes: readonly string[];
}

/** What one label set stands for. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Described {
  readonly name: string;
  readonly about: string;
  /** Their values come from tables in the sources: never from what people say. */
  readonly labels?: readonly string[];
}

export type Figure = Described &
  (
    | {
        readonly type: 'gauge' | 'counter';
        /** No sample: it is not known. */
        readonly read: (of: Measured) => readonly Sample[] | Promise<readonly Sample[]>;
      }
    | { readonly type: 'histogram'; readonly read: (of: Measured) => Durations }
  );

export const figures: readonly Figure[] = [
  {
    name: 'partyline_sessions',
    type: 'gauge',
    about: 'Sessions that are here.',
    labels: ['transport', 'tls'],
    read: ({ sessions }) => sessionsBy(sessions()),
  },
  {
    name: 'partyline_connections',
    type: 'gauge',
    about: 'Open connections, also those that have not said hello yet.',
    read: ({ connections }) => one(connections()),
  },
  {
    name: 'partyline_connections_ended_total',
    type: 'counter',
    about: 'Connections that have ended, by how they did.',
    labels: ['outcome'],
    read: ({ tally, endings }) => by('outcome', endings, tally.ends),
  },
  {
    name: 'partyline_slow_consumers_total',
    type: 'counter',
    about: 'Connections that were put out because they did not read what they were sent.',
    read: ({ tally }) => one(tally.ends.get('slow-consumer') ?? 0),
  },
  {
    name: 'partyline_rooms',
    type: 'gauge',
    about: 'Rooms that somebody is in.',
    read: ({ rooms }) => one(rooms()),
  },
  {
    name: 'partyline_messages_total',
    type: 'counter',
    about: 'Messages that were committed to the log.',
    read: ({ tally }) => one(tally.commits.count),
  },
  {
    name: 'partyline_deliveries_total',
    type: 'counter',
    about: 'Messages that were delivered: each as often as its room has members.',
    read: ({ tally }) => one(tally.deliveries.count),
  },
  {
    name: 'partyline_commit_seconds',
    type: 'histogram',
    about:
      'From append to committed. Messages are committed in groups: a group counts as long as its first message waited.',
    read: ({ tally }) => tally.commits,
  },
  {
    name: 'partyline_delivery_seconds',
    type: 'histogram',
    about:
      'From committed to written to the sockets, acks included. A group counts as its last write, once a delivery.',
    read: ({ tally }) => tally.deliveries,
  },
  {
    name: 'partyline_outbox_bytes',
    type: 'gauge',
    about: 'What waits to be written, of all connections together.',
    read: ({ outboxBytes }) => one(outboxBytes()),
  },
  {
    name: 'partyline_refusals_total',
    type: 'counter',
    about: 'Requests that were refused, by the code of the error.',
    labels: ['code'],
    read: ({ tally, codes }) => by('code', codes, tally.refusals),
  },
  {
    name: 'partyline_index_lag_bytes',
    type: 'gauge',
    about:
      'Bytes of the log that are not in the index yet: questions read through them. Left out while the index does not answer.',
    read: ({ indexLagBytes }) => indexLagBytes().then(one, () => []),
  },
  {
    name: 'partyline_log_readers',
    type: 'gauge',
    about: 'Answers of `GET /log/ROOM.txt` under way, most of them followers.',
    read: ({ logReaders }) => one(logReaders()),
  },
  {
    name: 'partyline_slow_log_readers_total',
    type: 'counter',
    about: 'Of these, answers that were cut off because nobody read them.',
    read: ({ slowLogReaders }) => one(slowLogReaders()),
  },
  {
    name: 'partyline_webhook_posts_total',
    type: 'counter',
    about: 'What was posted to `/hooks/ROOM`, by how it went.',
    labels: ['outcome'],
    read: ({ tally }) => by('outcome', postOutcomes, tally.posts),
  },
  {
    name: 'partyline_webhook_hooks',
    type: 'gauge',
    about: 'Hooks that messages are handed on to: `working`, `failing`, or `dead` (given up).',
    labels: ['state'],
    read: ({ hooks }) => Object.entries(hooks()).map(([state, count]) => [{ state }, count]),
  },
  {
    name: 'partyline_webhook_deliveries_total',
    type: 'counter',
    about: 'Tries to hand a message on to a hook, by how they went.',
    labels: ['outcome'],
    read: ({ tally }) => by('outcome', handOnOutcomes, tally.handedOn),
  },
  {
    name: 'partyline_event_loop_delay_seconds',
    type: 'gauge',
    about:
      'How late the main thread was for its timers since the scrape before: p50, p99, max. Left out of the first scrape.',
    labels: ['stat'],
    read: ({ eventLoopDelay }) => [...eventLoopDelay()].map(([stat, value]) => [{ stat }, value]),
  },
  {
    name: 'partyline_build_info',
    type: 'gauge',
    about: 'Always 1; its labels say which Partyline runs on which Node.',
    labels: ['version', 'node'],
    read: ({ version }) => [[{ version, node: process.version }, 1]],
  },
  {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    about: 'CPU time of the process, all its threads together.',
    read: () => one(cpuSeconds()),
  },
  {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    about: 'Memory of the process that is resident.',
    read: () => one(process.memoryUsage.rss()),
  },
  {
    name: 'process_start_time_seconds',
    type: 'gauge',
    about: 'When the process started, in seconds since 1970.',
    read: () => one(performance.timeOrigin / 1000),
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    type: 'gauge',
    about: 'Of the main thread’s heap, what is in use.',
    read: () => one(process.memoryUsage().heapUsed),
  },
];

function one(value: number): readonly Sample[] {
  return [[{}, value]];
}

/** All that there can be, also what never was: a rate begins at 0. */
function by(
  label: string,
  values: readonly string[],
  counts: ReadonlyMap<string, number>,
): readonly Sample[] {
  return values.map((value) => [{ [label]: value }, counts.get(value) ?? 0]);
}

function sessionsBy(sessions: ReturnType<Measured['sessions']>): readonly Sample[] {
  const counts = new Map<string, number>();
  for (const { transport, isSecure } of sessions) {
    const key = `${transport} ${isSecure}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return ['line', 'websocket'].flatMap((transport) =>
    ['false', 'true'].map(
      (tls): Sample => [{ transport, tls }, counts.get(`${transport} ${tls}`) ?? 0],
    ),
  );
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
