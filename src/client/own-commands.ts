// Commands that the program itself has to know: to leave, to see the help, to wait for what they are about.
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

/** About a message that was said: what one has just sent must be there before it can be meant. */
export function isAboutMessage(text: string): boolean {
  const typed = readTyped(text);
  return 'command' in typed && typed.command.arguments.startsWith('[^N]');
}
