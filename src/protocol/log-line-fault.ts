// Why a line of the log is none: what is wrong with it first, in words for the operator (§7).
import { escapeContent, parseEntry, parseMeta, prefixOf, unescapeContent } from './log-line.ts';

/** Characters of a wrong line that are shown: enough to find it by. */
const maxShown = 40;

const time = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

interface Part {
  readonly name: string;
  readonly pattern: RegExp;
  readonly such: string;
}

/** What stands on the left, in its order, each followed by a space. */
const parts: readonly Part[] = [
  { name: 'time', pattern: time, such: 'such as 2026-11-20T12:00:00.123Z' },
  { name: 'seq', pattern: /^[1-9]\d{0,15}$/, such: 'a whole number from 1 on' },
  { name: 'room', pattern: /^(?:#[^@<>][^<>]*|@[^<>]+)$/, such: 'such as #general or @alice+bob' },
  { name: 'sender', pattern: /^(?:<[^<>]+>|\* [^<>]+)$/, such: 'such as <alice> or * alice' },
];

/**
 * What is wrong with a line (without its newline) that is neither an entry nor a comment; undefined
 * where `parseEntry` finds an entry. Nothing in the answer can drive a terminal.
 */
export function faultOf(line: string): string | undefined {
  if (parseEntry(line) !== undefined) return undefined;
  const zeros = /^\0+/.exec(line)?.[0].length;
  if (zeros !== undefined) return `${zeros} zero bytes, as a power cut can leave them`;
  const words: string[] = [];
  let rest = line;
  for (const part of parts) {
    const word = wordOf(rest);
    const fault = wordFault(part, word);
    if (fault !== undefined) return fault;
    if (word.length === rest.length) return `nothing after its ${part.name}`;
    words.push(word);
    rest = rest.slice(word.length + 1);
  }
  const [, , room = '', who = ''] = words;
  return saidFault(rest, room, who.startsWith('*'));
}

/** Up to the next space; a name after a star belongs to it. */
function wordOf(text: string): string {
  return /^(?:\* )?[^ ]*/.exec(text)?.[0] ?? '';
}

function wordFault({ name, pattern, such }: Part, word: string): string | undefined {
  if (word === '') return `no ${name} (${such})`;
  if (!pattern.test(word)) return `${shown(word)} is no ${name} (${such})`;
  if (name === 'seq' && !Number.isSafeInteger(Number(word))) return `seq ${word} is too great`;
  if (escapeContent(word) !== word) return `${shown(word)} holds what no ${name} may hold`;
  return undefined;
}

function saidFault(rest: string, room: string, isAction: boolean): string {
  const tab = rest.indexOf('\t');
  if (tab < 0) return escapeFault(rest);
  const [said, text] = [rest.slice(0, tab), rest.slice(tab + 1)];
  const meta = parseMeta(text);
  if (meta === undefined || !/^\{.*\}$/.test(text)) return metaFault(text);
  if (meta.rest.between !== undefined && room.startsWith('#'))
    return `META says between whom, and ${shown(room)} is a room for all`;
  const { kind } = meta;
  if (isAction && kind !== undefined) return `an action, which META calls a ${kind}`;
  const isPlain = kind === undefined && (isAction || meta.target === undefined);
  const prefix = isPlain ? '' : prefixOf(kind ?? 'text', meta.target);
  if (said !== prefix && !said.startsWith(`${prefix} `) && !isPlain)
    return `META makes it ${prefix}, and its content does not begin so`;
  return escapeFault(isPlain ? said : said.slice(prefix.length + 1));
}

/** One character, or one escape as the grammar has it. */
const token = /\\(?:[\\tn]|u\{[0-9a-f]{1,6}\})|./gsu;

function escapeFault(text: string): string {
  for (const [piece] of text.matchAll(token)) {
    if (piece === '\\') return 'a backslash in its content that escapes nothing';
    if (piece.startsWith('\\')) {
      if (unescapeContent(piece) === undefined) return `${piece} is no escape that the log has`;
    } else if (escapeContent(piece) !== piece) {
      return `${shown(piece)} stands in its content without being escaped`;
    }
  }
  return 'the server would write it otherwise';
}

function metaFault(text: string): string {
  const value = objectOf(text);
  if (value === undefined) return `${shown(text)} after its tab is no META (such as {"id":"a-1"})`;
  for (const key of ['kind', 'target', 'id', 'between']) {
    const field = JSON.stringify({ [key]: value[key] });
    if (value[key] !== undefined && parseMeta(field) === undefined)
      return `META may not hold ${excerpt(field.slice(1, -1))}`;
  }
  return `the server would write its META otherwise: ${shown(text)}`;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  return `"${excerpt(text)}"`;
}

/** A piece of a wrong line, short and with all that acts in it escaped. */
function excerpt(text: string): string {
  const short = [...text.slice(0, 2 * maxShown)].slice(0, maxShown).join('');
  return `${escapeContent(short)}${short.length < text.length ? '…' : ''}`;
}
