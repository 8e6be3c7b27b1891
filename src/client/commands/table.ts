// The commands of chat-client beside the chat itself, in the order in which --help lists them.
import type { CommandMaker } from './command.ts';
import { clientCompletion } from './completion.ts';
import { exportCommand, historyCommand, searchCommand } from './history.ts';
import { roomsCommand, usersCommand } from './listings.ts';
import { outboxCommand } from './outbox.ts';
import { sendCommand } from './send.ts';
import { stopCommand } from './stop.ts';
import { tailCommand } from './tail.ts';
import { webCommand } from './web.ts';
import { whereCommand } from './where.ts';

export const commands: readonly CommandMaker[] = [
  sendCommand,
  tailCommand,
  historyCommand,
  searchCommand,
  roomsCommand,
  usersCommand,
  exportCommand,
  outboxCommand,
  webCommand,
  whereCommand,
  stopCommand,
  clientCompletion,
];
