// The options of chat-server for a machine that has it to itself: a Unix socket, an end by itself, files that tell of it.
import type { Option } from 'commander';
import { option, something, whole } from '../command-line/option.ts';
import { whyNoSocketPath } from './net/socket-file.ts';

export interface MachineFlags {
  socket?: string;
  endWhenEmpty?: number;
  aboutFile?: string;
  operatorLog?: string;
}

export interface MachineConfig {
  readonly socketPath: string | undefined;
  readonly endWhenEmptyMs: number | undefined;
  readonly aboutPath: string | undefined;
  readonly operatorLog: string | undefined;
}

export function machineOptions(): readonly Option[] {
  return [
    option(
      '--socket <file>',
      'Unix socket for lines and web, for its owner alone; without --port there is no port for lines then',
      undefined,
      something,
    ),
    option(
      '--end-when-empty <seconds>',
      'end in good order when nobody has been connected for so long',
      undefined,
      whole(1, 604_800),
    ),
    option(
      '--about-file <file>',
      'JSON file that tells pid, addresses, log and version while it runs',
      undefined,
      something,
    ),
    option(
      '--operator-log <file>',
      'file for what standard error would tell; begun anew at 1 MiB, the one before stays as FILE.1',
      undefined,
      something,
    ),
  ];
}

/** @returns a sentence where the options can't be meant */
export function readMachineFlags(flags: MachineFlags): MachineConfig | string {
  const { socket, endWhenEmpty, aboutFile, operatorLog } = flags;
  const why = socket === undefined ? undefined : whyNoSocketPath(socket);
  if (why !== undefined) return why;
  return {
    socketPath: socket,
    endWhenEmptyMs: endWhenEmpty === undefined ? undefined : endWhenEmpty * 1000,
    aboutPath: aboutFile,
    operatorLog,
  };
}
