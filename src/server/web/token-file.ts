// A secret that the operator keeps in a file: on a command line everybody on the machine could read it.
import { readFileSync } from 'node:fs';

/** A shorter one could be guessed. */
const minCharacters = 16;
const maxCharacters = 4_096;

/** The token in the file, without white space around it. Throws a sentence that says what is wrong with it. */
export function readTokenFile(path: string): string {
  const token = textOf(path).trim();
  // What stands in a header: so a client can send it as it is.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Error(`${path} holds no token: put one line of letters and digits into it`);
  if (token.length < minCharacters || token.length > maxCharacters)
    throw new Error(
      `the token in ${path} must have ${minCharacters} to ${maxCharacters} characters`,
    );
  return token;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`the token's file cannot be read: ${message}`);
  }
}
