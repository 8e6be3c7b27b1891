// A tree of commands with layers under it: every command reads the environment and the files before its action.
import { type Command, Option } from 'commander';
import { findFiles } from './files.ts';
import { keyedOptions, type Schema } from './keys.ts';
import { type LaidIn, layIn, type Source } from './lay-in.ts';
import { KeyedOption } from './option.ts';
import type { Surroundings } from './places.ts';
import { isGiven } from './said.ts';

/** The code of the error that a command ends with where a file or the environment says what can't be. */
export const badSettings = 'partyline.badSettings';

/** An option as it came out. */
export interface Settled {
  readonly option: KeyedOption;
  /** As the key has it: for `no_web`, whether there is none. */
  readonly value: unknown;
  /** Undefined: nobody said it. */
  readonly source: Source | undefined;
}

type Table = Pick<Schema, 'table' | 'foreign' | 'mayTake'>;

/** What is asked of one command line. */
export class Layered {
  readonly around: Surroundings;
  readonly #table: Table;
  #laid: LaidIn = { sources: new Map(), problems: [], warnings: [] };

  constructor(around: Surroundings, table: Table) {
    this.around = around;
    this.#table = table;
  }

  /** To be called when the tree is whole. */
  layUnder(program: Command): void {
    const options = keyedOptions(program);
    addConfigOption(program);
    program.hook('preAction', (_, command) => this.#lay(command, { ...this.#table, options }));
  }

  get warnings(): readonly string[] {
    return this.#laid.warnings;
  }

  /** Where the value of a key comes from; undefined: nobody said it. */
  source(key: string): Source | undefined {
    return this.#laid.sources.get(key);
  }

  /** What came of the options of the command that was asked for. */
  settled(command: Command): readonly Settled[] {
    return command.options
      .filter((each) => each instanceof KeyedOption)
      .map((option) => {
        const value: unknown = command.getOptionValue(option.attributeName());
        const source = this.source(option.key);
        return { option, value: option.kind === 'switch' ? isGiven(option, value) : value, source };
      });
  }

  #lay(command: Command, schema: Schema): void {
    const { config, check } = command.opts<{ config?: string; check?: string }>();
    const files = findFiles(check ?? config, this.around);
    // What is checked is the file alone.
    const env = check === undefined ? this.around.env : {};
    this.#laid = layIn(command, env, files, schema);
    const { problems } = this.#laid;
    if (problems.length > 0)
      command.error(problems.map((each) => `error: ${each}`).join('\n'), { code: badSettings });
  }
}

/** Also for commands of commands: an option before their name would not be theirs. */
function addConfigOption(command: Command): void {
  command.commands.forEach(addConfigOption);
  if (!command.options.some((each) => each instanceof KeyedOption)) return;
  const about = 'read this file of settings alone; none: no file (env: PARTYLINE_CONFIG)';
  command.addOption(new Option('--config <file>', about));
}
