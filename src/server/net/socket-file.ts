// The file of a Unix socket: where one may be made, and that no living server's and nobody else's is removed for it.
import { lstat, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, resolve } from 'node:path';

/** What the system takes, in bytes; a longer one it would cut short in silence. */
const maxPathBytes = process.platform === 'darwin' ? 103 : 107;

/** Says in a sentence why there can't be a socket at that path. */
export class SocketFileError extends Error {}

/**
 * Makes room for a socket at `path`: what a dead server left there is removed.
 *
 * To be called under the log's lock, which keeps away who would make the same socket for the same log.
 * Rejects with a `SocketFileError`.
 */
export async function clearSocketPath(path: string): Promise<void> {
  const why = whyNoSocketPath(path) ?? (await whyNoFolder(dirname(resolve(path))));
  if (why !== undefined) throw new SocketFileError(why);
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isSocket()) {
    throw new SocketFileError(`${path} is there and is no socket: choose another with --socket`);
  }
  if ((await answerAt(path)) !== 'ECONNREFUSED') {
    throw new SocketFileError(
      `${path} is the socket of a server that runs: stop it, or choose another with --socket`,
    );
  }
  await unlink(path);
}

/** Whether the socket that a server made is still to be found. */
export async function isSocketThere(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined;
}

/** @returns a sentence where no system would take it */
export function whyNoSocketPath(path: string): string | undefined {
  const bytes = Buffer.byteLength(path);
  if (bytes <= maxPathBytes) return undefined;
  return `the path of a socket has ${maxPathBytes} bytes at most, and ${path} has ${bytes}: choose a shorter one`;
}

/** Runs what makes a file, which then is its owner's alone: a mode set afterwards would come too late. */
export function privately<Made>(make: () => Made): Made {
  const before = process.umask(0o177);
  try {
    return make();
  } finally {
    process.umask(before);
  }
}

/** Whoever may write to the folder could put a socket of their own in the place of ours. */
async function whyNoFolder(folder: string): Promise<string | undefined> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return `there is no folder ${folder}: make it, or choose another socket`;
  if (!found.isDirectory()) return `${folder} is no folder: choose another socket`;
  const user = process.getuid?.();
  const isSticky = (found.mode & 0o1000) !== 0;
  const isOurs = user === undefined || found.uid === user || found.uid === 0;
  if (isOurs && (isSticky || (found.mode & 0o022) === 0)) return undefined;
  return `others can change what is in ${folder}: take that from them (chmod go-w), or choose a folder of your own for the socket`;
}

/** The code of why nobody answers; undefined: somebody does. */
function answerAt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
  });
}
