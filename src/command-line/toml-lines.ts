// Where the keys of a TOML text stand; one value changed, put in or taken out, and every other character left as it is.

/** What to change; `isKey` knows all spellings of the key, `written` is how a new line spells it. */
export interface TomlChange {
  readonly table: readonly string[];
  readonly key: string;
  readonly isKey: (name: string) => boolean;
  /** In TOML; undefined takes the line out. */
  readonly value: string | undefined;
}

/**
 * Knows the forms in which people write such files; whoever calls it parses the result to see that
 * it says what it should, as TOML has stranger forms (dotted keys, tables in a line).
 */
export function withTomlValue(text: string, change: TomlChange): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const parts = partsOf(text);
  const inTable = parts.filter((part) => isSame(part.table, change.table));
  const found = inTable.findLast(({ keys: [key, ...more] }) => {
    return key !== undefined && more.length === 0 && change.isKey(key);
  });
  const { value } = change;
  if (found !== undefined) {
    if (value === undefined) return cut(text, found.start, found.end);
    return text.slice(0, found.valueStart) + value + text.slice(found.valueEnd);
  }
  if (value === undefined) return text;
  const line = `${tomlKey(change.key)} = ${value}${lineBreak}`;
  const last = inTable.at(-1);
  if (last !== undefined) return placed(text, last.end, line, lineBreak);
  const header = `[${change.table.map(tomlKey).join('.')}]${lineBreak}`;
  const gap = text.trim() === '' ? '' : lineBreak;
  return placed(text, text.length, `${gap}${header}${line}`, lineBreak);
}

/**
 * Finds the line on which a key stands, by its tables and its name; where it is written inside of another
 * one's value, that one's. Counted from 1; undefined: it stands nowhere.
 */
export function lineFinder(text: string): (path: readonly string[]) => number | undefined {
  // Only where a line is asked for, and then once: it goes through the text letter by letter.
  let found: readonly Placed[] | undefined;
  return (path) => {
    found ??= partsOf(text).map(({ table, keys, start }) => ({ full: [...table, ...keys], start }));
    const part = partFor(path, found);
    return part && text.slice(0, part.start).split('\n').length;
  };
}

interface Placed {
  readonly full: readonly string[];
  readonly start: number;
}

function partFor(path: readonly string[], parts: readonly Placed[]): Placed | undefined {
  const isWithin = (one: readonly string[], other: readonly string[]) =>
    one.every((item, index) => item === other[index]);
  let holding: Placed | undefined;
  for (const part of parts) {
    const isLonger = part.full.length > (holding?.full.length ?? 0);
    if (isLonger && isWithin(part.full, path)) holding = part;
  }
  if (holding?.full.length === path.length) return holding;
  return parts.find(({ full }) => isWithin(path, full)) ?? holding;
}

/** A key as it may stand in a file: in quotes where it needs them. */
export function tomlKey(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

/** A header or an entry, with where it begins and ends in the text. */
interface Part {
  readonly table: readonly string[];
  /** Several where it is dotted; none: the table's header. */
  readonly keys: readonly string[];
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Behind its line break. */
  readonly end: number;
}

const name = String.raw`[ \t]*(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*`;
const header = new RegExp(String.raw`[ \t]*\[{1,2}(${name}(?:\.${name})*)\][^\n]*`, 'y');
const entry = new RegExp(String.raw`(${name}(?:\.${name})*)=[ \t]*`, 'y');

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let table: readonly string[] = [];
  // Behind the byte order mark, where there is one.
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const named = matchAt(header, text, start);
    const keyed = matchAt(entry, text, start);
    const valueStart = start + (keyed?.[0].length ?? 0);
    const valueEnd = keyed === undefined ? valueStart : endOfValue(text, valueStart);
    const end = endOfLine(text, valueEnd);
    if (named !== undefined) table = keysOf(named[1] ?? '');
    const keys = keysOf(keyed?.[1] ?? '');
    if (named !== undefined || keyed !== undefined)
      parts.push({ table, keys, start, valueStart, valueEnd, end });
    start = end;
  }
  return parts;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function keysOf(dotted: string): string[] {
  const names = dotted.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+)/g);
  return [...names].map(([, double, single, bare]) => single ?? bare ?? unescaped(double ?? ''));
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}

const token =
  /"""(?:[^\\]|\\[\s\S])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\s\S]/y;

/** A value may go on over lines in brackets and in strings of three quotes. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < text.length; ) {
    const [taken = ''] = matchAt(token, text, at) ?? [];
    if (depth === 0 && (taken === '\n' || taken.startsWith('#'))) return end;
    if (taken === '[' || taken === '{') depth += 1;
    if (taken === ']' || taken === '}') depth -= 1;
    at += taken.length;
    if (!/^\s/.test(taken)) end = at;
  }
  return end;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function cut(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(to);
}

/** A last line without an end gets one first. */
function placed(text: string, at: number, added: string, lineBreak: string): string {
  const before = text.slice(0, at);
  const joint = before === '' || before.endsWith('\n') ? '' : lineBreak;
  return before + joint + added + text.slice(at);
}
