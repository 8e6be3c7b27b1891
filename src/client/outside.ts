// Other programs of the person: the editor for a long text, and what opens a link.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditedOutside } from './desk.ts';
import { codePoints, maxDraftCodePoints } from './line-editor.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The text as it is when the editor (`VISUAL`, `EDITOR`, else vi) ends; the terminal is its own until then.
 * Nobody else can read the file meanwhile, and it is gone afterwards; but not where what is in it may be
 * written nowhere else: the client was ended before the editor, or it is too long.
 */
export async function editInEditor(text: string, env: Environment): Promise<EditedOutside> {
  const editor = env.VISUAL || env.EDITOR || 'vi';
  const folder = await mkdtemp(join(tmpdir(), 'chat-client-'));
  const path = join(folder, 'message.txt');
  let isKept = false;
  try {
    await writeFile(path, text, { mode: 0o600 });
    const code = await runEditor(editor, path);
    if (code !== 0) return { problem: `${editor} ended with ${code}: the text is as it was.` };
    const bytes = await readFile(path);
    const written = bytes.toString('utf8');
    isKept = codePoints(written) > maxDraftCodePoints;
    if (isKept) return { problem: `That is too long for a message. It stays in ${path}.` };
    return { text: written };
  } catch (error) {
    return { problem: `${editor} can't be run: ${messageOf(error)} Set EDITOR to one that can.` };
  } finally {
    if (!isKept) await rm(folder, { recursive: true, force: true });
  }
}

/** As git does it: what EDITOR says may have options of its own. */
function runEditor(editor: string, path: string): Promise<number | string> {
  return new Promise((resolve, reject) => {
    // Where it is one command it takes the shell's place, so that a signal finds it.
    const exec = /^[^=;&|()]*$/.test(editor) ? 'exec ' : '';
    const child = spawn('/bin/sh', ['-c', `${exec}${editor} "$1"`, 'sh', path], {
      stdio: 'inherit',
    });
    // Where the client is ended meanwhile, the shell and the editor would both read the keys. An editor
    // that is hung up keeps what was written, beside the file.
    const hangUp = (): void => void child.kill('SIGHUP');
    process.once('exit', hangUp);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', hangUp);
      resolve(code ?? signal ?? 'no code');
    });
  });
}

/** Told if there is no such program. The address goes as an argument, never through a shell. */
export function openOutside(url: string, env: Environment, onProblem: (why: string) => void): void {
  const [program, ...args] = openerFor(env);
  if (program === undefined) return;
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => onProblem(`${program} is not here to open ${url}: set BROWSER.`));
  child.on('exit', (code) => {
    if (code) onProblem(`${program} could not open ${url}.`);
  });
  child.unref();
}

function openerFor(env: Environment): string[] {
  if (env.BROWSER) return [env.BROWSER.split(':')[0] ?? env.BROWSER];
  if (process.platform === 'darwin') return ['open'];
  return process.platform === 'win32' ? ['explorer.exe'] : ['xdg-open'];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
