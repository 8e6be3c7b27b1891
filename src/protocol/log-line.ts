// The grammar of a line of chat_messages.txt: an entry to text and back, exact inverses (§7).

import type { Entry, Kind } from './messages.ts';

/** The first line of a new log: a comment that names the format and its version. */
export const logHeader = '# partyline log 1: TIMESTAMP SEQ #ROOM <SENDER> CONTENT<TAB>{META}';

/**
 * What must not stand in a line as it is: it would end the line or the content, drive the terminal that
 * tails the log, turn its text around, or hide in it. Not here, because emoji and scripts need them:
 * joiners (U+200C, U+200D), variation selectors, and the format characters that are drawn (U+0600…).
 * Escaped only here, so a flag made of tags looks odd in the log and is whole again in every client.
 */
const unsafeRanges: readonly (readonly [from: number, to: number, why: string])[] = [
  [0x5c, 0x5c, 'the backslash, which escapes'],
  [0x00, 0x1f, 'C0 controls, tab and newline among them'],
  [0x7f, 0x9f, 'delete and C1 controls, next line (U+0085) among them'],
  [0xad, 0xad, 'soft hyphen'],
  [0x61c, 0x61c, 'Arabic letter mark: bidirectional'],
  [0x180e, 0x180e, 'Mongolian vowel separator: invisible'],
  [0x200b, 0x200b, 'zero width space'],
  [0x200e, 0x200f, 'left-to-right and right-to-left mark'],
  [0x2028, 0x2029, 'line and paragraph separator'],
  [0x202a, 0x202e, 'bidirectional embeddings and overrides'],
  [0x2060, 0x206f, 'invisible operators, bidirectional isolates'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xfff9, 0xfffb, 'interlinear annotations'],
  [0xd800, 0xdfff, 'lone surrogates, which UTF-8 cannot hold'],
  [0x1bca0, 0x1bca3, 'shorthand format controls'],
  [0x1d173, 0x1d17a, 'musical format controls'],
  [0xe0000, 0xe007f, 'tags, which can carry a hidden text'],
];

const unsafeClass = unsafeRanges
  .map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`)
  .join('');
const unsafe = new RegExp(`[${unsafeClass}]`, 'u');
const everyUnsafe = new RegExp(unsafe.source, 'gu');
const everyEscape = /\\(?:([\\tn])|u\{([0-9a-f]{1,6})\})/g;

const shortEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n' };
const shortUnescapes: Readonly<Record<string, string>> = { '\\': '\\', t: '\t', n: '\n' };

/** Content as it stands in a line: no control, bidirectional or hidden character is left in it. */
export function escapeContent(content: string): string {
  return unsafe.test(content) ? content.replace(everyUnsafe, escapeCharacter) : content;
}

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** The content that `escapeContent` made `text` of; undefined where it made nothing like it. */
export function unescapeContent(text: string): string | undefined {
  if (!unsafe.test(text)) return text;
  const content = text.replace(everyEscape, (_, short: string | undefined, hex: string) =>
    short === undefined ? characterOf(hex) : (shortUnescapes[short] ?? ''),
  );
  return escapeContent(content) === text ? content : undefined;
}

function characterOf(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

/**
 * The line of an entry, without its newline.
 *
 * Room, sender, `id` and timestamp are taken as they are: by the protocol's rules (§2, §1) they hold
 * nothing that would need an escape. The left side shows `text` and `action`, so META names the other
 * kinds only, and is left out with its tab where it would be empty.
 */
export function formatEntry(entry: Entry): string {
  const room = entry.room.startsWith('@') ? entry.room : `#${entry.room}`;
  const who = entry.kind === 'action' ? `* ${entry.sender} ` : `<${entry.sender}> `;
  const said = saidAs(entry.kind, entry.target, escapeContent(entry.content));
  return `${entry.timestamp} ${entry.seq} ${room} ${who}${said}${formatMeta(entry)}`;
}

function saidAs(kind: Kind, target: number | undefined, text: string): string {
  if (kind === 'action' || (kind === 'text' && target === undefined)) return text;
  const prefix = prefixOf(kind, target);
  return text === '' ? prefix : `${prefix} ${text}`;
}

/** What tells people, who do not read META, what the message does: `(edit 41)`. */
export function prefixOf(kind: Kind, target: number | undefined): string {
  const word = kind === 'text' ? 'reply' : kind;
  return target === undefined || kind === 'topic' ? `(${word})` : `(${word} ${target})`;
}

function formatMeta({ kind, target, id, between }: Entry): string {
  let meta = kind === 'text' || kind === 'action' ? '' : `,"kind":"${kind}"`;
  if (target !== undefined) meta += `,"target":${target}`;
  if (id !== undefined) meta += `,"id":"${id}"`;
  if (between !== undefined) meta += `,"between":["${between[0]}","${between[1]}"]`;
  return meta === '' ? '' : `\t{${meta.slice(1)}}`;
}

/** As others than its operator may have the line: whose session talked with whose is not for them. */
export function formatPublic({ between: _, ...entry }: Entry): string {
  return formatEntry(entry);
}

/** TIMESTAMP SEQ ROOM WHO CONTENT and, after the tab, META. */
const shape =
  /^(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z) ([1-9]\d{0,15}) (#[^@ <>][^ <>]*|@[^ <>]+) (?:<([^ <>]+)>|\* ([^ <>]+)) ([^\t]*)(?:\t(\{.*\}))?$/;

/**
 * The entry of a line (without its newline); undefined where the line is no entry.
 *
 * - `parseEntry(formatEntry(entry))` is the entry.
 * - `formatEntry(parseEntry(line))` is the line, unless its META has keys that are not known here:
 *   those are ignored, so that an older server reads a newer one's log.
 */
export function parseEntry(line: string): Entry | undefined {
  const parts = shape.exec(line);
  if (parts === null) return undefined;
  const [, timestamp = '', digits, label = '', speaker, actor, said = '', meta] = parts;
  const seq = Number(digits);
  const sender = speaker ?? actor ?? '';
  if (!Number.isSafeInteger(seq) || unsafe.test(label) || unsafe.test(sender)) return undefined;
  const known = meta === undefined ? noMeta : parseMeta(meta);
  if (known === undefined || (known.kind !== undefined && actor !== undefined)) return undefined;
  const kind = known.kind ?? (actor === undefined ? 'text' : 'action');
  const content = contentOf(kind, known.target, said);
  if (content === undefined) return undefined;
  const isDirect = label.startsWith('@');
  if (known.rest.between !== undefined && !isDirect) return undefined;
  const room = isDirect ? label : label.slice(1);
  return { room, seq, kind, sender, content, timestamp, ...known.rest };
}

function contentOf(kind: Kind, target: number | undefined, said: string): string | undefined {
  if (kind === 'action' || (kind === 'text' && target === undefined)) return unescapeContent(said);
  const prefix = prefixOf(kind, target);
  if (said === prefix) return '';
  const isPrefixed = said.startsWith(`${prefix} `) && said.length > prefix.length + 1;
  return isPrefixed ? unescapeContent(said.slice(prefix.length + 1)) : undefined;
}

type HiddenKind = Exclude<Kind, 'text' | 'action'>;

/** What META says, beside the left side of its line. */
export interface Meta {
  readonly kind?: HiddenKind;
  readonly target?: number;
  readonly rest: Pick<Entry, 'id' | 'target' | 'between'>;
}

const noMeta: Meta = { rest: {} };
/** What nearly every line has, in an open room and in a direct one. */
const onlyId = /^\{"id":"([A-Za-z0-9._:-]+)"(?:,"between":\["([a-z0-9]+)","([a-z0-9]+)"\])?\}$/;
const idShape = /^[A-Za-z0-9._:-]+$/;
const hiddenKinds: ReadonlySet<unknown> = new Set<HiddenKind>([
  'topic',
  'edit',
  'delete',
  'reaction',
]);
const knownKeys: ReadonlySet<string> = new Set(['kind', 'target', 'id', 'between']);

/** What stands after the tab; undefined where it is no META. For `parseEntry`, and for who says why not. */
export function parseMeta(text: string): Meta | undefined {
  const [, id, one, other = ''] = onlyId.exec(text) ?? [];
  if (id !== undefined) return { rest: one === undefined ? { id } : { id, between: [one, other] } };
  const value = parseObject(text);
  const keys = Object.keys(value ?? {});
  if (value === undefined || keys.length === 0) return undefined;
  const meta = typedMeta(value);
  if (meta === undefined || keys.some((key) => !knownKeys.has(key))) return meta;
  return canonicalMeta(meta) === text ? meta : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // The shape has seen braces around it, so what parses is an object.
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function typedMeta(value: Readonly<Record<string, unknown>>): Meta | undefined {
  const { kind, target, id, between } = value;
  if (kind !== undefined && !hiddenKinds.has(kind)) return undefined;
  if (target !== undefined && !(Number.isSafeInteger(target) && Number(target) > 0))
    return undefined;
  if (id !== undefined && !(typeof id === 'string' && idShape.test(id))) return undefined;
  if (between !== undefined && !isTwoOwners(between)) return undefined;
  return {
    ...(kind === undefined ? {} : { kind: kind as HiddenKind }),
    ...(target === undefined ? {} : { target: Number(target) }),
    rest: {
      ...(id === undefined ? {} : { id: String(id) }),
      ...(target === undefined ? {} : { target: Number(target) }),
      ...(between === undefined ? {} : { between }),
    },
  };
}

/** Whether they are the owners of a direct room's two (`Draft.between`). */
export function isTwoOwners(value: unknown): value is readonly [string, string] {
  const isPair = Array.isArray(value) && value.length === 2;
  return isPair && value.every((each) => typeof each === 'string' && ownerShape.test(each));
}

const ownerShape = /^[a-z0-9]+$/;

function canonicalMeta({ kind, target, rest: { id, between } }: Meta): string {
  return JSON.stringify({ kind, target, id, between });
}
