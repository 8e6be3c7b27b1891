// Where a command has a password from: a file, standard input, or the person at the terminal; never the command line.
import { open } from 'node:fs/promises';
import { Option } from 'commander';
import { codeOf } from '../log/log.ts';
import type { Terminal } from './command.ts';

/** A password of 200 code points takes 800 bytes. */
const maxBytes = 4096;

/** A password, or why there is none with the exit code for that. */
export type PasswordOutcome =
  | { readonly password: string }
  | { readonly fault: string; readonly code: 1 | 2 };

/** No `option`: in the environment a password's place would be seen by every child. */
export function passwordOption(): Option {
  return new Option(
    '--password-file <file>',
    'the password is its only line; - is standard input; without it, it is asked for',
  );
}

/** Asked at the terminal it is typed twice, as nobody sees it. */
export async function readPassword(
  file: string | undefined,
  name: string,
  terminal: Terminal,
): Promise<PasswordOutcome> {
  if (file !== undefined) return secretFrom(file, 'password', terminal);
  const { person } = terminal;
  if (!person)
    return {
      fault: 'there is no terminal to ask for the password: give it with --password-file FILE',
      code: 2,
    };
  const password = await person.unseen(`Password for ${name}: `);
  if (password === undefined) return { fault: 'nothing was changed', code: 1 };
  const again = await person.unseen('The same again: ');
  if (again !== password)
    return { fault: 'the two passwords are not the same: nothing was changed', code: 1 };
  return { password };
}

/** The only line of a file, or of standard input (`-`). @param thing what it is, in words */
export async function secretFrom(
  file: string,
  thing: string,
  terminal: Terminal,
): Promise<PasswordOutcome> {
  try {
    const bytes = file === '-' ? await firstBytes(terminal.input()) : await readFew(file, terminal);
    return onlyLine(bytes, file === '-' ? 'standard input' : file, thing);
  } catch (error) {
    return { fault: faults[codeOf(error)]?.(file) ?? (error as Error).message, code: 1 };
  }
}

const faults: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `there is no ${file}`,
  EISDIR: (file) => `${file} is a directory: name a file in it`,
  EACCES: (file) => `not allowed to read ${file}`,
};

function onlyLine(bytes: Buffer, where: string, thing: string): PasswordOutcome {
  const text = bytes.toString().replace(/\r?\n$/, '');
  if (text === '') return { fault: `there is no ${thing} in ${where}`, code: 1 };
  if (bytes.length > maxBytes || /[\r\n]/.test(text))
    return { fault: `${where} holds more than one line: a ${thing} is one`, code: 1 };
  return { password: text };
}

async function readFew(path: string, { say }: Terminal): Promise<Buffer> {
  const file = await open(path);
  try {
    const { mode } = await file.stat();
    if ((mode & 0o077) !== 0) say(`others can read ${path}: chmod 600 ${path}`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes + 1), 0, maxBytes + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function firstBytes(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(parts);
}
