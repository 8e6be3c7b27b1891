// What stands in an object of somebody else's: looked up by path, of whatever type it turns out to be.
import { oneLine } from './presentable.ts';

/** Names, titles: more of one tells nobody more. */
const usual = 200;

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** On one line; empty where there is none. */
export function textAt(value: unknown, ...path: string[]): string {
  return oneLine(rawTextAt(value, ...path), usual);
}

/** As it stands there. */
export function rawTextAt(value: unknown, ...path: string[]): string {
  const found = at(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function isTrueAt(value: unknown, ...path: string[]): boolean {
  return at(value, path) === true;
}

export function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** Its keys and values, as text, at most so many. */
export function pairsAt(value: unknown, key: string, most: number): [string, string][] {
  const found = at(value, [key]);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return [];
  const keys = Object.keys(found).slice(0, most);
  return keys.map((each) => [oneLine(each, usual), textAt(found, each)]);
}

/** An address of the web; anything else is left out. */
export function linkAt(value: unknown, ...path: string[]): string {
  const found = rawTextAt(value, ...path);
  return /^https?:\/\/[\x21-\x7e]{1,2000}$/.test(found) ? found : '';
}

/** Those that are not empty, a line each. */
export function lines(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

/** `…` where there are more than so many. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
