// The commands of chat-client beside the chat itself, in the order in which --help lists them.
import type { CommandMaker } from './command.ts';
import { send } from './send.ts';

export const commands: readonly CommandMaker[] = [send];
