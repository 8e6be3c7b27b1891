// The file that says where a running server is, for programs: its process, its addresses, its log, its version.
import { constants } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';

export interface About {
  readonly pid: number;
  readonly version: string;
  /** The file that keeps all messages. */
  readonly log: string;
  /** The Unix socket for lines and web, where there is one. */
  readonly socket?: string | undefined;
  /** `HOST:PORT` for lines, where there is one. */
  readonly address?: string | undefined;
  /** What a browser opens, with the key that it wants. */
  readonly page?: string | undefined;
}

/** How each of them begins. */
const beginning = '{"pid":';

/** Rejects where something else is in that place: call before it is written or removed. */
export async function checkAboutFile(path: string): Promise<void> {
  if (await isOurs(path)) return;
  throw new Error(`${path} is there, and tells of no server: name another with --about-file`);
}

/** Whoever reads it finds all of it; it is the owner's alone, as it holds the key. */
export async function writeAboutFile(path: string, about: About): Promise<void> {
  const temporary = `${path}.${about.pid}.tmp`;
  await rm(temporary, { force: true });
  await writeFile(temporary, `${JSON.stringify(about)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
}

export async function removeAboutFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function isOurs(path: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (file === undefined) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length));
    return bytesRead === 0 || buffer.toString() === beginning;
  } finally {
    await file.close();
  }
}
