// A tree of commands as data: what manual pages, completions, documents and samples are made of.
import { EventEmitter } from 'node:events';
import type { Argument, Command, Option } from 'commander';
import { KeyedOption, type Kind, pathOf } from './option.ts';

export interface CommandDescription {
  readonly name: string;
  /** With those before it: `chat-server account add`. */
  readonly path: string;
  readonly about: string;
  readonly arguments: readonly ArgumentDescription[];
  /** Without `--help`, and without those that no help shows. */
  readonly options: readonly OptionDescription[];
  /** What stands after the options in its help: more about it, and examples. */
  readonly after: string;
  readonly commands: readonly CommandDescription[];
}

export interface ArgumentDescription {
  readonly name: string;
  readonly about: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  readonly choices: readonly string[];
}

export interface OptionDescription {
  /** `-r, --room <name>` */
  readonly flags: string;
  readonly short: string | undefined;
  readonly long: string;
  /** What its value is called: `name`; undefined: it takes none. */
  readonly takes: string | undefined;
  readonly about: string;
  /** In words; undefined: there is none. */
  readonly default: string | undefined;
  readonly choices: readonly string[];
  /** What says it beside the flag; undefined: nothing does. */
  readonly elsewhere: ElsewhereDescription | undefined;
}

export interface ElsewhereDescription {
  readonly key: string;
  readonly variables: readonly string[];
  readonly kind: Kind;
  readonly isReloadable: boolean;
}

export function describe(command: Command): CommandDescription {
  const shown = command.createHelp();
  return {
    name: command.name(),
    path: pathOf(command),
    about: command.description(),
    arguments: command.registeredArguments.map(describeArgument),
    options: shown
      .visibleOptions(command)
      .filter((option) => option.long !== '--help')
      .map(describeOption),
    after: afterOf(command),
    commands: shown
      .visibleCommands(command)
      .filter((each) => each.name() !== 'help')
      .map(describe),
  };
}

/** It and all those below it, in the order of the help. */
export function flattened(command: CommandDescription): readonly CommandDescription[] {
  return [command, ...command.commands.flatMap(flattened)];
}

/** What is written where an option has this default; the empty text and lists say nothing. */
export function defaultWords({
  defaultValue,
  defaultValueDescription,
}: Option): string | undefined {
  if (defaultValueDescription !== undefined) return defaultValueDescription;
  if (defaultValue === undefined || defaultValue === false) return undefined;
  const isEmpty = typeof defaultValue === 'object' && Object.keys(defaultValue).length === 0;
  return isEmpty || defaultValue === '' ? undefined : String(defaultValue);
}

/** What may be given, but where the description names all of it already. */
export function choicesOf({ argChoices = [], description }: Option): readonly string[] {
  return argChoices.every((choice) => description.includes(choice)) ? [] : argChoices;
}

function describeArgument(argument: Argument): ArgumentDescription {
  return {
    name: argument.name(),
    about: argument.description,
    isRequired: argument.required,
    isRepeatable: argument.variadic,
    choices: argument.argChoices ?? [],
  };
}

function describeOption(option: Option): OptionDescription {
  return {
    flags: option.flags,
    short: option.short,
    long: option.long ?? '',
    takes: /[<[](.*?)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1],
    about: option.description,
    default: defaultWords(option),
    choices: option.argChoices ?? [],
    elsewhere: option instanceof KeyedOption ? describeElsewhere(option) : undefined,
  };
}

function describeElsewhere({ key, variables, kind, isReloadable }: KeyedOption) {
  return { key, variables, kind, isReloadable };
}

/** commander keeps the text of `addHelpText` as a listener that writes it. */
function afterOf(command: Command): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  // An EventEmitter it is, though its types say only that one can listen.
  const events: object = command;
  if (events instanceof EventEmitter) events.emit('afterHelp', { error: false, command, write });
  return text.trim();
}
