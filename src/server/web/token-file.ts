// A secret that the operator keeps in a file: on a command line everybody on the machine could read it.
import { readFileSync } from 'node:fs';

/** A shorter one could be guessed. */
const minCharacters = 16;
const maxCharacters = 4_096;

/** The token in the file, without white space around it; or in a sentence what is wrong with it. */
export function readTokenFile(
  path: string,
): { readonly token: string } | { readonly problem: string } {
  const text = textOf(path);
  if (text instanceof Error) return { problem: `the token cannot be read: ${text.message}` };
  const token = text.trim();
  // What can stand in a header, so that a client can send it as it is.
  if (!/^[\x21-\x7e]+$/.test(token))
    return { problem: `${path} holds no token: put one line of letters and digits into it` };
  if (token.length >= minCharacters && token.length <= maxCharacters) return { token };
  return {
    problem: `the token in ${path} must have ${minCharacters} to ${maxCharacters} characters`,
  };
}

function textOf(path: string): string | Error {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return error as Error;
  }
}
