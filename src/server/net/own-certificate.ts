// The certificate that the server makes itself: two files beside the log, made once, then only read.
import { chmod, open, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { makeCertificate } from './make-certificate.ts';
import { startAnew, TlsError, type TlsFiles } from './tls.ts';

/** Where it lies. */
export function ownFiles(logPath: string): TlsFiles {
  return { certPath: `${logPath}.tls.crt`, keyPath: `${logPath}.tls.key`, isOwn: true };
}

/**
 * Makes both files if neither is there. Rejects with a `TlsError` where one is missing or cannot be
 * written: who was here before knows the fingerprint, so that a new one is the operator's decision.
 */
export async function haveOwnCertificate(files: TlsFiles, nowMs: number): Promise<void> {
  const { certPath, keyPath } = files;
  const [hasCert, hasKey] = await Promise.all([isThere(certPath), isThere(keyPath)]);
  if (hasCert !== hasKey)
    throw halfPair(hasCert ? certPath : keyPath, hasCert ? keyPath : certPath);
  if (hasKey) await keepToOwner(keyPath);
  else await makeFiles(files, nowMs);
}

/** What it stands for: whatever else this machine is called, the fingerprint says that it is this one. */
function ownHosts(): readonly string[] {
  return [...new Set([hostname().toLowerCase(), 'localhost', '127.0.0.1', '::1'])];
}

async function makeFiles({ certPath, keyPath }: TlsFiles, nowMs: number): Promise<void> {
  const { cert, key } = await makeCertificate(ownHosts(), nowMs);
  await writeNew(keyPath, key, 0o600);
  try {
    await writeNew(certPath, cert, 0o644);
  } catch (error) {
    await rm(keyPath, { force: true });
    throw error;
  }
}

/** On the disk when it resolves; never in place of another one. */
async function writeNew(path: string, text: string, mode: number): Promise<void> {
  try {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new TlsError(`${path} cannot be written (${why}): check the folder of the log`);
  }
}

/** A copy that was put back may be everybody's to read. */
async function keepToOwner(keyPath: string): Promise<void> {
  const { mode } = await stat(keyPath);
  if ((mode & 0o077) !== 0) await chmod(keyPath, 0o600).catch(() => {});
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function halfPair(present: string, missing: string): TlsError {
  return new TlsError(`${present} is there, but not ${missing}: put it back, or ${startAnew}`);
}
