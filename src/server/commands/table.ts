// The commands of chat-server beside serving, in the order of its help.
import { accountCommand } from './account.ts';
import type { CommandMaker } from './command.ts';
import { serverCompletion } from './completion.ts';
import { exportCommand } from './export.ts';
import { hookCommand } from './hook.ts';
import { importCommand } from './import.ts';
import { indexCommand } from './index-command.ts';
import { inviteCommand } from './invite.ts';
import { tokenCommand } from './token.ts';
import { verifyCommand } from './verify.ts';

export const commands: readonly CommandMaker[] = [
  verifyCommand,
  exportCommand,
  importCommand,
  indexCommand,
  accountCommand,
  inviteCommand,
  tokenCommand,
  hookCommand,
  serverCompletion,
];
