// Options as every command of ours has them: each can also come from the environment and from a file.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Refusal } from '../protocol/errors.ts';

/** How an option is written where it is no flag: `true`, `5`, `"text"`, `["a", "b"]`, `{ a = 1 }`. */
export type Kind = 'switch' | 'number' | 'text' | 'list' | 'table';

/** What says an option's value beside the flag, and what follows when another server is told to reload. */
export class KeyedOption extends Option {
  /** Its name in a file: `hello_timeout` for `--hello-timeout`. */
  readonly key: string;
  /** The strongest first. */
  variables: readonly string[];
  /** A server that runs takes a new value without a restart. */
  isReloadable = false;
  /** Keys of options that say the same in another way: what a stronger source says of them counts instead. */
  rivals: readonly string[] = [];

  constructor(flags: string, about: string) {
    super(flags, about);
    this.key = this.name().replaceAll('-', '_');
    this.variables = [`PARTYLINE_${this.key.toUpperCase()}`];
  }

  get kind(): Kind {
    if (!this.required && !this.optional) return 'switch';
    if (Array.isArray(this.defaultValue)) return 'list';
    if (typeof this.defaultValue === 'object') return 'table';
    return isNumeric(this.parseArg) ? 'number' : 'text';
  }

  reloadable(): this {
    this.isReloadable = true;
    return this;
  }

  insteadOf(...keys: readonly string[]): this {
    this.rivals = keys;
    return this;
  }

  /** A variable that others set, after our own. */
  orVariable(name: string): this {
    this.variables = [...this.variables, name];
    return this;
  }
}

/** `--log FILE` can also come from `PARTYLINE_LOG`, and from `log = "FILE"`. */
export function option<Value>(
  flags: string,
  about: string,
  value: Value,
  parse?: (text: string, before: Value) => Value,
): KeyedOption {
  const made = new KeyedOption(flags, about).default(value);
  return parse ? made.argParser(parse) : made;
}

/** An option without a value: `--insecure`, `PARTYLINE_INSECURE=1`, `insecure = true`. */
export function switchOption(flags: string, about: string): KeyedOption {
  return new KeyedOption(flags, about);
}

/** The log, which all commands are about. */
export function logOption(): KeyedOption {
  return option('--log <file>', 'file that keeps all messages', 'chat_messages.txt', something);
}

export function something(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Give it a value, or leave the option out.');
}

/** A value that a check of the protocol's has to let pass. */
export function checked(check: (text: string) => string | Refusal): (text: string) => string {
  return (text) => {
    const outcome = check(text);
    if (typeof outcome === 'string') return outcome;
    throw new InvalidArgumentError(outcome.message);
  };
}

export function whole(least: number, most: number): (text: string) => number {
  const parse = (text: string) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
  return Object.assign(parse, { takes: 'number' });
}

function isNumeric(parse: unknown): boolean {
  return typeof parse === 'function' && 'takes' in parse && parse.takes === 'number';
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

/** `chat-server account add` */
export function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
