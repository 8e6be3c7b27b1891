// Options as every command of ours has them: over the environment, over a default.
import { type Command, InvalidArgumentError, Option } from 'commander';

/** `--log FILE` can also come from `PARTYLINE_LOG`. */
export function option<Value>(
  flags: string,
  about: string,
  value: Value,
  parse?: (text: string, before: Value) => Value,
): Option {
  const made = new Option(flags, about).default(value);
  if (parse) made.argParser(parse);
  const name = made.attributeName().replace(/[A-Z]/g, (letter) => `_${letter}`);
  return made.env(`PARTYLINE_${name.toUpperCase()}`);
}

/** The log, which all commands are about. */
export function logOption(): Option {
  return option('--log <file>', 'file that keeps all messages', 'chat_messages.txt', something);
}

export function something(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Give it a value, or leave the option out.');
}

export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/** A hook: an option before the name of a subcommand would be one of its parent, and be ignored. */
export function optionsFollow(parent: Command, command: Command): void {
  const given = parent.options.find(
    (each) => parent.getOptionValueSource(each.attributeName()) === 'cli',
  );
  if (given === undefined) return;
  const name = command.name();
  parent.error(`error: give the options of ${name} after it: ${pathOf(command)} ${given.long}`);
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
