// Whether a server may be started where this machine has none: the option that says no.
import { type KeyedOption, switchOption } from '../command-line/option.ts';

export interface StartFlags {
  readonly start?: boolean;
}

export function startOption(): KeyedOption {
  return switchOption('--no-start', 'start no server where this machine has none');
}

export function mayStartBy({ start = true }: StartFlags): boolean {
  return start;
}
