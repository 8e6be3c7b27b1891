// The password that the command line asks for: from a file, or typed unseen before anything else is shown.
import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

export type Source = { readonly file: string } | { readonly asks: true };

export type Password = { readonly password: string } | { readonly problem: string };

/** A line of a password, and what else may stand in its file. */
const maxBytes = 4096;

interface Typing extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

export interface Streams {
  readonly stdin: Typing;
  readonly stderr: Writable;
}

/** The first line of the file; it may be a pipe, as what a password manager prints. */
export function readPasswordFile(path: string): Password {
  try {
    const file = openSync(path, 'r');
    try {
      const [line = ''] = firstBytes(file).toString('utf8').split(/\r?\n/);
      return line === ''
        ? { problem: `${path} has no password in its first line` }
        : { password: line };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code = 'it failed' } = error as { code?: string };
    return { problem: `${path} can't be read: ${code}` };
  }
}

function firstBytes(file: number): Buffer {
  const bytes = Buffer.alloc(maxBytes);
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

const keys = { enter: ['\r', '\n'], erase: ['\u007f', '\b'], leave: ['\u0003', '\u0004'] };

/** Nothing of it is shown, not even how long it is. Ctrl-C, Ctrl-D or no terminal: a problem. */
export function askUnseen(label: string, { stdin, stderr }: Streams): Promise<Password> {
  const { promise, resolve } = Promise.withResolvers<Password>();
  if (stdin.isTTY !== true || stdin.setRawMode === undefined) {
    return Promise.resolve({ problem: 'a password is typed at a terminal: take --password-file' });
  }
  let typed = '';
  const end = (outcome: Password): void => {
    stdin.off('data', hear);
    stdin.setRawMode?.(false);
    stdin.pause();
    stderr.write('\n');
    resolve(outcome);
  };
  const hear = (bytes: Buffer | string): void => {
    for (const key of bytes.toString()) {
      if (keys.enter.includes(key)) return end({ password: typed });
      if (keys.leave.includes(key)) return end({ problem: 'no password was given' });
      if (keys.erase.includes(key)) typed = [...typed].slice(0, -1).join('');
      else if (typed.length < maxBytes && key >= ' ') typed += key;
    }
  };
  // Before it is asked for: a program that types the answer at once would be echoed.
  stdin.setRawMode(true);
  stderr.write(`${label}: `);
  stdin.on('data', hear);
  stdin.resume();
  return promise;
}

/** As the command line says. Who could read along on the way is told before anything is typed. */
export async function passwordFrom(
  source: Source,
  name: string,
  { address, isPrivate }: { readonly address: string; readonly isPrivate: boolean },
  streams: Streams,
): Promise<Password> {
  const readable = `${address} is reached in plain text: others on the way can read a password`;
  if ('file' in source) {
    return isPrivate ? readPasswordFile(source.file) : { problem: `${readable}. Take --tls` };
  }
  if (!isPrivate) {
    const answer = await askUnseen(`${readable}. Type it nevertheless? y/n`, streams);
    if ('problem' in answer || !/^y/i.test(answer.password)) {
      return { problem: 'nothing was sent' };
    }
  }
  return askUnseen(`Password for ${name}`, streams);
}
