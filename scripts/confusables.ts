// Turns Unicode's confusables.txt into src/protocol/confusables-data.ts, the part of it that names can hold.
//
//   node scripts/confusables.ts confusables.txt
//
// The file is https://www.unicode.org/Public/security/latest/confusables.txt; take the version that
// `process.versions.unicode` names, so that the table and Node's own normalisation agree.

import { readFileSync, writeFileSync } from 'node:fs';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node scripts/confusables.ts confusables.txt');
  process.exit(2);
}

const source = readFileSync(path, 'utf8');
const version = /^# Version: (\S+)$/m.exec(source)?.[1];
if (version === undefined) throw new Error(`${path} names no version: is it confusables.txt?`);

const standard = new Map<string, string>();
for (const line of source.split('\n')) {
  const [from, to] = line
    .replace(/^\uFEFF/, '')
    .split('#', 1)[0]!
    .split(';');
  if (from !== undefined && to !== undefined) standard.set(fromHex(from), fromHex(to));
}

const table = new Map<string, string>();
for (const [from, to] of standard) {
  if (canAppear(from)) table.set(from, settle(to));
}
// A target that folding has made shorter may again be somebody's look-alike.
for (const [from, to] of table) {
  if (settle(to) !== to) throw new Error(`${toHex(from)} does not settle: ${toHex(to)}`);
  if (from === to) table.delete(from);
}

writeFileSync(
  new URL('../src/protocol/confusables-data.ts', import.meta.url),
  `// Which characters look like which: Unicode ${version} confusables, as far as names can hold them.
// Written by scripts/confusables.ts from Unicode's confusables.txt; see there. Code points in hex:
// what it looks like, "=", the characters that do; case-folded, and no target is a source again.

const table = \`
${rows().join('\n')}
\`;

let made: ReadonlyMap<string, string> | undefined;

/**
 * A character of a name, to the characters that stand for all that look like it. Made at its first use: a
 * client starts without it.
 */
export function confusables(): ReadonlyMap<string, string> {
  made ??= new Map(
    table
      .trim()
      .split('\\n')
      .flatMap((row) => {
        const [target = '', sources = ''] = row.split('=');
        const text = fromHex(target).join('');
        return fromHex(sources).map((character) => [character, text] as const);
      }),
  );
  return made;
}

function fromHex(codePoints: string): string[] {
  return codePoints.split(' ').map((hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
`,
);

/** What is left after NFKC and NFD of a name: what neither decomposes nor is forbidden or invisible. */
function canAppear(character: string): boolean {
  return (
    /^[\p{L}\p{M}\p{Nd}\-_.]$/u.test(character) &&
    !/\p{Default_Ignorable_Code_Point}/u.test(character) &&
    character.normalize('NFKD') === character
  );
}

/** Folds case and replaces look-alikes until nothing changes: `0` becomes `O`, and that `o`. */
function settle(text: string): string {
  let settled = text;
  for (let round = 0; round < 10; round += 1) {
    const folded = fold(settled);
    const replaced = [...folded].map((character) => standard.get(character) ?? character).join('');
    const next = fold(replaced);
    if (next === settled) return settled;
    settled = next;
  }
  throw new Error(`${toHex(text)} never settles`);
}

/** As names.ts folds names. */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKD');
}

function rows(): string[] {
  const bySource = [...table].sort(([a], [b]) => compareHex(a, b));
  const groups = Map.groupBy(bySource, ([, target]) => target);
  return [...groups]
    .sort(([a], [b]) => compareHex(a, b))
    .map(([target, pairs]) => `${toHex(target)}=${pairs.map(([from]) => toHex(from)).join(' ')}`);
}

function compareHex(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)! || (a < b ? -1 : 1);
}

function fromHex(codePoints: string): string {
  return codePoints
    .trim()
    .split(' ')
    .map((hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .join('');
}

function toHex(text: string): string {
  return [...text]
    .map((character) => character.codePointAt(0)!.toString(16).toUpperCase())
    .join(' ');
}
