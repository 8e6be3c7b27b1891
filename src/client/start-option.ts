// Whether a server may be started where this machine has none: the option that says no.
import { Option } from 'commander';
import type { Environment } from './commands/command.ts';

export interface StartFlags {
  readonly start?: boolean;
}

export function startOption(): Option {
  return new Option(
    '--no-start',
    'start no server where this machine has none (env: PARTYLINE_NO_START=1)',
  );
}

export function mayStartBy({ start = true }: StartFlags, env: Environment): boolean {
  return start && ['', '0', 'off', 'no', 'false'].includes(env.PARTYLINE_NO_START ?? '');
}
