// The commands of chat-client beside the chat itself, in the order in which --help lists them.
import type { CommandMaker } from './command.ts';
import { clientCompletion } from './completion.ts';
import { sendCommand } from './send.ts';
import { stopCommand } from './stop.ts';
import { webCommand } from './web.ts';
import { whereCommand } from './where.ts';

export const commands: readonly CommandMaker[] = [
  sendCommand,
  webCommand,
  whereCommand,
  stopCommand,
  clientCompletion,
];
