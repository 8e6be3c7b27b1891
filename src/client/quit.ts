// How a person says that they leave, in whichever client.
import { readTyped } from '../sdk/slash.ts';

/** Asked before the text goes to the client core: the program has more to end than the connection. */
export function isQuit(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'quit';
}
