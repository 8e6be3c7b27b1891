// What `GET /metrics` reads of the running server: numbers from each part, when somebody asks.
import { setTimeout as sleep } from 'node:timers/promises';
import { byeReasons, errors } from '../protocol/index.ts';
import type { Hub } from './core/hub.ts';
import type { Tally } from './core/tally.ts';
import type { LogIndex } from './derived/log-index.ts';
import type { HooksAtWork } from './hooks/out/hooks-at-work.ts';
import type { Connection } from './net/connection.ts';
import type { EndReason } from './net/link.ts';
import type { Measured } from './web/figures.ts';
import type { LogLines } from './web/log-lines.ts';
import { LoopDelay } from './web/loop-delay.ts';

/** The index may be busy for longer than whoever scrapes will wait. */
const indexPatienceMs = 1000;

const endings: readonly EndReason[] = [...byeReasons, 'closed', 'lost', 'hello-timeout', 'refused'];

export interface MeasuredParts {
  readonly tally: Tally;
  readonly version: string;
  readonly hub: Hub;
  readonly index: LogIndex;
  readonly logLines: LogLines;
  readonly hooks: Pick<HooksAtWork, 'counts'>;
  /** Those with a session, and all that there are. */
  readonly sessions: () => Iterable<Connection>;
  readonly connections: () => ReadonlySet<Connection>;
}

export function measuredOf(parts: MeasuredParts): Measured {
  const { tally, version, hub, index, logLines, hooks, connections } = parts;
  const delay = new LoopDelay();
  return {
    tally,
    version,
    endings,
    codes: Object.keys(errors),
    sessions: parts.sessions,
    connections: () => connections().size,
    rooms: () => [...hub.rooms].length,
    outboxBytes: () => [...connections()].reduce((sum, { outboxBytes }) => sum + outboxBytes, 0),
    indexLagBytes: () => lagOf(index),
    logReaders: () => logLines.count,
    slowLogReaders: () => logLines.slow,
    hooks: () => hooks.counts,
    eventLoopDelay: () => delay.read(),
  };
}

async function lagOf(index: LogIndex): Promise<number> {
  const none = sleep(indexPatienceMs, undefined, { ref: false });
  const lag = await Promise.race([index.ask('lag', {}), none]);
  if (lag === undefined) throw new Error('the index takes too long');
  return lag;
}
