// A program in two processes: a parent of any Node that only waits, and the child that does the work on a new one.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { constants } from 'node:os';

// Beside its terminal the child gets a pipe from its parent. What the parent is told to do (signals)
// comes through it by name, and when it closes the parent is gone, however it died.
const pipeFd = 3;
const pipeVariable = 'PARTYLINE_PARENT';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `script` on `node` with this process's terminal and pipes, and ends as it ends.
 * @param {string} node
 * @param {string[]} args the script and its arguments
 */
export function runChild(node, args) {
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [pipeVariable]: '1' },
  });
  const pipe = /** @type {import('net').Socket} */ (child.stdio[pipeFd]);
  pipe.on('error', () => {}); // the child is gone: "exit" says so
  for (const signal of forwarded) process.on(signal, () => pipe.write(`${signal}\n`));

  child.on('error', (error) => {
    console.error(`${node} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Some signals end nobody; shells say 128 and more.
    setTimeout(() => process.exit(128 + constants.signals[signal]), 100);
  });
}

/**
 * The child's half, to be called before anything else runs. Does nothing in a process without such a parent.
 * @param {NodeJS.Signals} whenOrphaned what to send to oneself when the parent has died
 */
export function followParent(whenOrphaned) {
  if (process.env[pipeVariable] === undefined) return;
  delete process.env[pipeVariable]; // the child's own children have no such pipe

  const raiseUnlessSeen = watchSignals();
  const pipe = new Socket({ fd: pipeFd, readable: true, writable: false });
  pipe.unref();
  pipe.setEncoding('utf8');
  pipe.on('error', () => {}); // "close" follows
  pipe.on('data', (/** @type {string} */ names) => {
    for (const name of names.split('\n')) {
      if (name !== '') raiseUnlessSeen(/** @type {NodeJS.Signals} */ (name));
    }
  });
  pipe.on('close', () => process.kill(process.pid, whenOrphaned));
}

/**
 * A terminal (Ctrl-C), `timeout` or a service manager signals parent and child alike, and npm repeats to the
 * parent what the terminal has sent to both. A server that ends at once on its second signal must see one.
 * @returns {(signal: NodeJS.Signals) => void} raises what came from the parent, unless it came here as well
 */
function watchSignals() {
  /** @type {Map<string, number>} */
  const seenAtMs = new Map();
  /** @type {Set<string>} */
  const raised = new Set();

  // Not process.on(): a listener would switch off what a signal does to a process without listeners.
  const emit = process.emit;
  /** @type {any} */ (process).emit = (
    /** @type {string} */ name,
    /** @type {any[]} */ ...rest
  ) => {
    if (forwarded.includes(name) && !raised.delete(name)) seenAtMs.set(name, Date.now());
    return /** @type {any} */ (emit).call(process, name, ...rest);
  };

  return (signal) => {
    // One's own may still be under way.
    setTimeout(() => {
      const seenMs = seenAtMs.get(signal);
      if (seenMs !== undefined && Date.now() - seenMs < 1000) return;
      raised.add(signal);
      process.kill(process.pid, signal);
    }, 100).unref();
  };
}
