// What a person asks of the program rather than of the chat: to leave, and to see the help.
import { readTyped } from '../sdk/slash.ts';

/** Asked before the text goes to the client core: the program has more to end than the connection. */
export function isQuit(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'quit';
}

/** `/help` alone; with a command's name it is answered in the room. */
export function isHelp(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.name === 'help' && typed.rest === '';
}
