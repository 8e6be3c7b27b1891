// Who one comes in as: the options that say so, and what they come to.
import { type Command, Option } from 'commander';
import { checked, option } from '../command-line/option.ts';
import { checkUserName, isRefusal } from '../protocol/index.ts';
import type { Source } from './password-source.ts';

export interface PersonFlags {
  readonly name?: string;
  readonly login?: boolean;
  readonly passwordFile?: string;
}

export interface Who {
  /** Undefined: the server finds one. */
  readonly name: string | undefined;
  /** Where the password is, if one comes in by one. */
  readonly password: Source | undefined;
}

/** Every command that comes in has these. @param otherwise whose name it is where none is given */
export function addPersonOptions(command: Command, otherwise = 'your login name'): Command {
  return command
    .addOption(
      option<string | undefined>(
        '--name <name>',
        'your name',
        undefined,
        checked(checkUserName),
      ).default(undefined, otherwise),
    )
    .addOption(new Option('--login', 'ask for the password of --name, unseen, and come in with it'))
    .addOption(
      new Option('--password-file <file>', 'come in as --name with the password in its first line'),
    );
}

/** @returns a sentence where it can't be meant */
export function whoOf({ name: wished, login = false, passwordFile }: PersonFlags): Who | string {
  const name = wished === undefined ? undefined : checkUserName(wished);
  if (isRefusal(name)) return name.message;
  if ((login || passwordFile !== undefined) && name === undefined)
    return 'whose password? Say --name NAME with --login and --password-file';
  if (login && passwordFile !== undefined)
    return '--login asks for what --password-file has: leave one of them out';
  const asked: Source | undefined = login ? { asks: true } : undefined;
  return { name, password: passwordFile === undefined ? asked : { file: passwordFile } };
}
