// The command `config` of both programs: each setting and where it comes from, a file to begin with, a file checked.
import { Command, Help } from 'commander';
import { keyedOptions } from './keys.ts';
import type { Layered } from './layered.ts';
import { KeyedOption } from './option.ts';
import { type Row, rowOf, rowsIn, sampleOf } from './settings-shown.ts';
import { shown } from './shown.ts';

/** What it prints: on standard output, and as talk about it; and how it ends. */
export interface Printed {
  readonly out: string;
  readonly talk: readonly string[];
  readonly code: number;
}

/** @param isRead somebody reads it as it comes: in columns, where a program is given fields */
export type ConfigWork = (isRead: boolean) => Promise<Printed>;

/** What else stands in the program's table: how it is set, how a file has it, what is wrong with it. */
export interface More {
  readonly rows: readonly Row[];
  readonly sample: string;
  readonly problems: readonly string[];
}

interface Needs {
  /** Of whom: `chat-server`, and its table in files. */
  readonly program: string;
  readonly table: string;
  readonly layered: Layered;
  /** @param config what `--config` or `--check` names */
  readonly more?: (config: string | undefined) => Promise<More>;
  /** Told what to print when it was asked for. */
  readonly start: (work: ConfigWork) => void;
}

interface Flags {
  readonly json: boolean;
  readonly sample: boolean;
  readonly check?: string;
  readonly config?: string;
}

const examples = (program: string) => `
A line for each setting: its key, its value, and where it comes from: a flag, a
variable, FILE:LINE, or default. It takes the options of ${program} too, to
try what they would change.

Ends with 0, with 2 where a flag, a variable or a file says what can't be.

Examples:
  ${program} config                          what holds in this folder
  ${program} config --json | jq -r .where    for programs, an object a line
  ${program} config --sample > partyline.toml  a file to begin with
  ${program} config --check partyline.toml   whether a file is in order`;

export function configCommand(needs: Needs): Command {
  const { program, start } = needs;
  return new Command('config')
    .description('Prints each setting and where it comes from.')
    .option('--json', 'an object a line')
    .option('--sample', 'print a file with every key, to begin with')
    .option('--check <file>', 'only say whether this file is in order')
    .addHelpText('after', examples(program))
    .action((flags: Flags, command: Command) =>
      start((isRead) => printed(needs, flags, command, isRead)),
    );
}

/** To be called when the tree is whole: what all its commands have, this one shows. */
export function showAll(config: Command, program: Command): void {
  for (const option of keyedOptions(program)) config.addOption(option);
  config.configureHelp({
    ...config.configureHelp(),
    visibleOptions: (command) =>
      new Help().visibleOptions(command).filter((each) => !(each instanceof KeyedOption)),
  });
}

const nothingMore: More = { rows: [], sample: '', problems: [] };

async function printed(
  { table, layered, more = async () => nothingMore }: Needs,
  { json, sample, check, config }: Flags,
  command: Command,
  isRead: boolean,
): Promise<Printed> {
  const settled = layered.settled(command);
  const { rows, sample: moreSample, problems } = await more(check ?? config);
  if (sample) {
    const options: readonly KeyedOption[] = settled.map(({ option }) => option);
    return { out: sampleOf(table, options) + moreSample, talk: [], code: 0 };
  }
  const code = problems.length === 0 ? 0 : 2;
  if (check !== undefined)
    return { out: '', talk: code === 0 ? [`${shown(check)} is in order`] : problems, code };
  const form = json ? 'json' : isRead ? 'columns' : 'fields';
  return { out: rowsIn(form, [...settled.map(rowOf), ...rows]), talk: problems, code };
}
