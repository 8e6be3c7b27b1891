// Turns the tables of emojibase-data into src/sdk/emoji-data.ts: the emoji and their short names.
//
//   npm pack emojibase-data@17 && tar xf emojibase-data-17.*.tgz && node scripts/emoji.ts package/en
//
// The names are those of GitHub and Slack. It is no dependency: it has 49 MB, of which this takes 33 KB.

import { readFileSync, writeFileSync } from 'node:fs';

/** As of the terminals and fonts that people have. */
const newestVersion = 15;

/** What people react with, in the order in which it is offered; the rest follows as keyboards have it. */
const common =
  `👍 ❤️ 😂 🎉 🙏 😄 😢 😮 👎 👏 🔥 🚀 👀 ✅ ❌ 👋 💯 😊 🤔 😅 😉 😎 😭 😍 🙂 🙃 🙄 😬 😱 😡 🤣 🤷
🤦 💪 🙌 👌 🤝 🤞 ✨ ⭐ 💡 ⚠️ ❓ ❗ 🐛 🔧 🚧 📌 📎 📝 🔒 🔑 ⏰ ⏳ ☕ 🍕 🍺 🎂 🌍 ☀️ 🌈 💀 👻 🤖 🤯 🤗 😴 🥳 😇 💔 💩 🎯 🏆`.split(
    /\s+/,
  );

/** Shorter names than theirs, for what is said most. */
const ownNames: Readonly<Record<string, string>> = { '😮': 'wow', '🙏': 'thanks', '✅': 'check' };

/** Flags of lands within a land, spelt in characters that cannot be seen. */
const isTagged = /[\u{E0020}-\u{E007F}]/u;

/** People of a profession, couples, families: joined of several, which terminals show as several. */
const peopleGroup = 1;
const flagGroup = 9;

interface Emoji {
  readonly hexcode: string;
  readonly emoji: string;
  readonly version: number;
  /** None: a letter for a flag. */
  readonly group?: number;
  readonly order?: number;
}

type Names = Readonly<Record<string, string | readonly string[] | undefined>>;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/emoji.ts FOLDER-OF-THE-LANGUAGE');
  process.exit(2);
}
const emoji = read<readonly Emoji[]>('data.json').filter(isOffered).map(withoutSurplus);
const github = read<Names>('shortcodes/github.json');
const slack = read<Names>('shortcodes/iamcal.json');
/** Four mean another emoji there and there. */
const githubNames: ReadonlySet<string> = new Set(
  Object.values(github).flatMap((names) => names ?? []),
);
const rows = emoji
  .toSorted((one, other) => rankOf(one) - rankOf(other))
  .map((one) => [one.emoji, ...namesOf(one)])
  .filter(({ length }) => length > 1);

for (const one of common) {
  if (!rows.some(([each]) => each === one)) throw new Error(`there is no ${one}`);
}

writeFileSync(
  new URL('../src/sdk/emoji-data.ts', import.meta.url),
  `// The emoji that terminals know, each with its short names, those that are used most first.
// Written by scripts/emoji.ts from emojibase-data (MIT, Miles Johnson); see there.

export const emojiTable = \`
${rows.map((row) => row.join(' ')).join('\n')}
\`;
`,
);

function read<Table>(name: string): Table {
  return JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Table;
}

function isOffered({ emoji: characters, version, group }: Emoji): boolean {
  if (version > newestVersion || group === undefined || isTagged.test(characters)) return false;
  return group !== peopleGroup || !characters.includes('\u200D');
}

/** Theirs asks for colour everywhere; what has it anyway is one character shorter, as people type it. */
function withoutSurplus(one: Emoji): Emoji {
  return { ...one, emoji: one.emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1') };
}

function namesOf({ hexcode, emoji: characters }: Emoji): readonly string[] {
  const own = ownNames[characters] ?? [];
  const others = [slack[hexcode] ?? []].flat().filter((name) => !githubNames.has(name));
  return [...new Set([own, github[hexcode] ?? [], others].flat())];
}

/** Flags stand last: their names are two letters, with which other words begin. */
function rankOf({ emoji: characters, group, order = 0 }: Emoji): number {
  const place = common.indexOf(characters);
  if (place !== -1) return place - common.length;
  return group === flagGroup ? order + 100_000 : order;
}
