// The thread of the index: hears the server, and works on the index while nobody asks.
import { parentPort, workerData } from 'node:worker_threads';
import type { FromIndex, ToIndex } from './exchange.ts';
import { Keeper } from './keeper.ts';
import { Pace } from './pace.ts';
import type { Live } from './source.ts';

export interface IndexThreadData {
  readonly logPath: string;
  readonly indexPath: string;
  readonly live: Live;
}

/** How often it is looked at whether the index is still there. */
const checkEveryMs = 1000;
/** Nothing that is indexed takes so long. */
const slowMs = 50;

const { live, ...paths } = workerData as IndexThreadData;
const port = parentPort;
if (port === null) throw new Error('this is no program, but a thread of chat-server');

const say = (message: FromIndex) => port.postMessage(message);
const keeper = new Keeper({ ...paths, say, now: () => performance.now() });
keeper.open(live);

const pace = new Pace();
let isWorking = false;

/** Between two slices the loop goes round, and what was said meanwhile is heard. */
function work(): void {
  const begin = performance.now();
  isWorking = keeper.work();
  if (!isWorking) return;
  const end = performance.now();
  const restMs = pace.restMs(end - begin, end);
  if (restMs > 0) setTimeout(work, restMs);
  else setImmediate(work);
}

/** A question that had to read through the log gives time to the index that would have answered it at once. */
function catchUp(tookMs: number): void {
  if (tookMs < slowMs) return;
  for (const until = performance.now() + tookMs / 2; performance.now() < until && keeper.work(); );
}

function wake(): void {
  if (isWorking) return;
  isWorking = true;
  setImmediate(work);
}

const checks = setInterval(() => {
  keeper.check();
  wake();
}, checkEveryMs);

port.on('message', (message: ToIndex) => {
  if (message.type !== 'close') {
    pace.heard(message.live.size, performance.now());
    const begin = performance.now();
    keeper.hear(message);
    catchUp(performance.now() - begin);
    wake();
    return;
  }
  clearInterval(checks);
  keeper.close();
  say({ type: 'closed' });
  process.exit();
});
wake();
