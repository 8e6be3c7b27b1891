// What the environment says: our variables, which of them is meant, and one that is misspelt.
import { editDistance } from '../protocol/nearest.ts';
import type { KeyedOption } from './option.ts';
import type { Said } from './said.ts';
import { shown } from './shown.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'PARTYLINE_';
/** NAME and RATE, which are words of different programs, differ by two letters, COST and HOST by the first. */
const maxDistance = 1;
const maxWarnings = 5;

/** An empty variable is as good as none: that is how a script takes one away. */
export function fromEnvironment(option: KeyedOption, env: Environment): Said | undefined {
  const name = option.variables.find((each) => env[each]);
  const raw = name && env[name];
  return name && raw ? { where: name, raw, isText: true } : undefined;
}

/** A line for each variable that nobody reads, but that is nearly one of ours. */
export function misspelt(env: Environment, options: readonly KeyedOption[]): readonly string[] {
  const known = options.flatMap(({ variables }) => variables);
  const unknown = Object.keys(env).filter((name) => name.startsWith(prefix) && env[name]);
  return unknown
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((each) => isNear(name, each));
      return meant === undefined ? [] : [`nothing reads ${shown(name)}: is ${meant} meant?`];
    })
    .slice(0, maxWarnings);
}

function isNear(name: string, known: string): boolean {
  const at = prefix.length;
  return name[at] === known[at] && editDistance(name.slice(0, 99), known) <= maxDistance;
}
