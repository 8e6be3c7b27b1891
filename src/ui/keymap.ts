// Which key does what, where: the table's own keys, and before them what the person has bound.
import { nearest } from '../protocol/nearest.ts';
import { canonicalKey, isTyped, nearestKey } from './key-names.ts';
import { type Binding, type KeyAction, type KeyContext, keyActions } from './key-table.ts';

export interface Keymap {
  /**
   * What the key of this name does, by what holds in the context or everywhere; undefined where it
   * does nothing. `waits`: it begins a chord, so ask for both keys with a blank between them.
   */
  bindingOf(keyName: string, context?: KeyContext): Binding | 'waits' | undefined;
  /** The keys of an action, those that the person has bound first. */
  keysOf(actionName: string): readonly string[];
}

/** Key names, and the actions that they are bound to, as they stand in the file. */
export type KeyChoices = Readonly<Record<string, unknown>>;

/** The word for a key that shall do nothing. */
export const unbound = 'none';

/** More than there are keys is a mistake, not a wish. */
const maxChoices = 300;

/** The keymap, and in a sentence each what could not be bound; that key does what it always does. */
export function createKeymap(choices: KeyChoices = {}): { keymap: Keymap; problems: string[] } {
  const problems: string[] = [];
  const bound: Bound[] = defaults();
  for (const [written, value] of Object.entries(choices).slice(0, maxChoices)) {
    const choice = readChoice(written, value);
    if ('problem' in choice) problems.push(choice.problem);
    else bind(bound, choice, problems);
  }
  return { keymap: keymapOf(bound), problems };
}

/** A key and what it shall do (undefined: nothing), or what is wrong with that. */
export function readChoice(written: string, value: unknown): KeyChoice | { problem: string } {
  const key = canonicalKey(written);
  if (key === undefined) {
    const guess = nearestKey(written, knownKeys);
    return { problem: `There is no key ${short(written)}.${meant(guess)}` };
  }
  if (value === unbound) return { key, action: undefined };
  const action = keyActions.find(({ name }) => name === value);
  if (action === undefined) {
    const wish = typeof value === 'string' ? value : typeof value;
    const guess = nearest(wish, [...keyActions.map(({ name }) => name), unbound]);
    return { problem: `${short(written)}: there is no action ${short(wish)}.${meant(guess)}` };
  }
  const isForText = action.context !== 'message';
  if (isForText && isTyped(key)) {
    return { problem: `${written}: this key types a character. Take one with ctrl- or alt-.` };
  }
  return { key, action };
}

interface KeyChoice {
  readonly key: string;
  readonly action: KeyAction | undefined;
}

interface Bound {
  readonly context: KeyContext;
  readonly key: string;
  readonly action: KeyAction;
  readonly isChosen: boolean;
}

function defaults(): Bound[] {
  return keyActions.flatMap((action) => [
    ...action.keys.map((key) => ({ context: action.context, key, action, isChosen: false })),
    ...action.onMessage.map((key) => ({
      context: 'message' as const,
      key,
      action,
      isChosen: false,
    })),
  ]);
}

const knownKeys: readonly string[] = defaults().map(({ key }) => key);

/** What the file says goes before the defaults, and a later line of it before an earlier one. */
function bind(bound: Bound[], { key, action }: KeyChoice, problems: string[]): void {
  const contexts = contextsOf(bound, key, action);
  const given = bound.filter((one) => contexts.includes(one.context) && clash(one.key, key));
  const earlier = given.find(({ isChosen }) => isChosen);
  if (earlier !== undefined) {
    problems.push(`${key} and ${earlier.key} are in each other’s way: ${key} is bound.`);
  }
  for (const one of given) bound.splice(bound.indexOf(one), 1);
  if (action !== undefined) bound.unshift({ context: action.context, key, action, isChosen: true });
}

/** A key for everywhere is meant for the line too; a list keeps its own, or nobody could leave it. */
function contextsOf(bound: Bound[], key: string, action: KeyAction | undefined): KeyContext[] {
  if (action !== undefined) return action.context === 'any' ? ['any', 'line'] : [action.context];
  const isUsual = bound.some((one) => one.key === key && ['any', 'line'].includes(one.context));
  return isUsual ? ['any', 'line'] : ['message', 'list'];
}

/** Who is the beginning of a chord can be nothing else. */
function clash(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

function keymapOf(bound: readonly Bound[]): Keymap {
  const table = new Map<string, Binding | 'waits'>();
  for (const { context, key, action } of bound) {
    table.set(`${context}:${key}`, action.does);
    const [first = key] = key.split(' ');
    if (first !== key) table.set(`${context}:${first}`, 'waits');
  }
  return {
    bindingOf: (keyName, context = 'line') => {
      const key = withCapital(keyName);
      return table.get(`${context}:${key}`) ?? table.get(`any:${key}`);
    },
    keysOf: (name) => bound.filter(({ action }) => action.name === name).map(({ key }) => key),
  };
}

/** Terminals that tell Shift apart tell the small letter with it. */
function withCapital(keyName: string): string {
  return keyName.replace(/^alt-shift-(.)$/u, (_, letter: string) => `alt-${letter.toUpperCase()}`);
}

/** A mistake may be of any length. */
function short(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

function meant(guess: string | undefined): string {
  return guess === undefined ? '' : ` Did you mean ${guess}?`;
}

export const defaultKeymap: Keymap = createKeymap().keymap;
