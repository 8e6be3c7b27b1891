// Lays what the environment and files say under the flags of a command, layer by layer, the strongest first.
import type { Command } from 'commander';
import { type Environment, fromEnvironment, misspelt } from './environment.ts';
import type { Files } from './files.ts';
import { fromFile, type LaterLine, type Schema, strayKeys, untaken } from './keys.ts';
import { KeyedOption } from './option.ts';
import { isGiven, outcomeOf, type Said } from './said.ts';

/** `--port`, `PARTYLINE_PORT` or `partyline.toml:3`, and of a file whose it is. */
export type Source = Pick<Said, 'where' | 'owner'>;

export interface LaidIn {
  /** Where each option's value comes from, by its key; what is left out has its default. */
  readonly sources: ReadonlyMap<string, Source>;
  /** A line each: with one of them the program is not to run. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

interface Layer {
  readonly name: 'env' | 'config';
  readonly find: (option: KeyedOption) => Said | undefined;
}

/** More than these nobody reads. */
const maxProblems = 8;

export function layIn(command: Command, env: Environment, found: Files, schema: Schema): LaidIn {
  const { files } = found;
  const layers: readonly Layer[] = [
    { name: 'env', find: (option) => fromEnvironment(option, env) },
    ...files.map((file) => ({
      name: 'config' as const,
      find: (option: KeyedOption) => fromFile(option, file, schema),
    })),
  ];
  const laying = new Laying(command);
  for (const layer of layers) laying.lay(layer);
  const stray = files.flatMap((file) => strayKeys(file, schema));
  return {
    sources: laying.sources,
    problems: limited([...told(found.problems), ...stray, ...told(laying.problems)]),
    warnings: [
      ...found.warnings,
      ...files.flatMap((file) => untaken(file, schema)),
      ...misspelt(env, schema.options),
    ],
  };
}

class Laying {
  readonly sources = new Map<string, Source>();
  readonly problems: string[] = [];
  /** Keys of what was said, but for switches that were turned off: those say nothing of their rivals. */
  readonly #claimed = new Set<string>();
  readonly #command: Command;
  readonly #options: readonly KeyedOption[];

  constructor(command: Command) {
    this.#command = command;
    this.#options = command.options.filter((each) => each instanceof KeyedOption);
    for (const option of command.options) {
      if (command.getOptionValueSource(option.attributeName()) !== 'cli') continue;
      const where = option.long ?? option.flags;
      if (option instanceof KeyedOption) this.#settle(option, { where }, true);
      // One that can be a flag alone may have rivals too.
      else this.#claimed.add(option.name());
    }
  }

  lay({ name, find }: Layer): void {
    // What this layer says of one option is no reason to leave out what it says of another one.
    const before = new Set(this.#claimed);
    for (const option of this.#options) {
      const said = find(option);
      const isSettled =
        this.sources.has(option.key) || option.rivals.some((key) => before.has(key));
      // What stands in a file is wrong next time too, whatever goes before it today.
      if (said === undefined || (isSettled && name === 'env')) continue;
      const outcome = outcomeOf(option, said);
      if ('fault' in outcome) this.problems.push(`${said.where}: ${option.key} ${outcome.fault}`);
      else if (!isSettled) {
        this.#command.setOptionValueWithSource(option.attributeName(), outcome.value, name);
        this.#settle(option, said, option.kind !== 'switch' || isGiven(option, outcome.value));
      }
    }
  }

  #settle({ key }: KeyedOption, { where, owner }: Source, isClaim: boolean): void {
    this.sources.set(key, owner === undefined ? { where } : { where, owner });
    if (isClaim) this.#claimed.add(key);
  }
}

function told(lines: readonly string[]): readonly LaterLine[] {
  return lines.map((line) => () => line);
}

function limited(problems: readonly LaterLine[]): readonly string[] {
  const isLong = problems.length > maxProblems + 1;
  const first = problems.slice(0, isLong ? maxProblems : problems.length).map((line) => line());
  return isLong ? [...first, `and ${problems.length - maxProblems} more`] : first;
}
