// The commands of chat-server beside serving, in the order of its help.
import type { CommandMaker } from './command.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { indexCommand } from './index-command.ts';
import { verifyCommand } from './verify.ts';

export const commands: readonly CommandMaker[] = [
  verifyCommand,
  exportCommand,
  importCommand,
  indexCommand,
];
