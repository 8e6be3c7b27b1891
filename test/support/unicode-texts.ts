// Texts from all over Unicode that have moved columns in some terminal client, made from a small table.

/** Letters, signs and pictures: first and last code point, and how many between them are taken. */
const ranges: readonly (readonly [what: string, first: number, last: number, count: number])[] = [
  ['Latin', 0xa1, 0x24f, 12],
  ['phonetic', 0x250, 0x2ff, 4],
  ['Greek and Cyrillic', 0x391, 0x52f, 10],
  ['Armenian', 0x531, 0x587, 4],
  ['Hebrew', 0x5d0, 0x5ea, 6],
  ['Arabic', 0x620, 0x64a, 8],
  ['Syriac', 0x710, 0x72f, 4],
  ['Devanagari', 0x905, 0x939, 10],
  ['Bengali', 0x985, 0x9b9, 5],
  ['Tamil', 0xb85, 0xbb9, 5],
  ['Malayalam', 0xd05, 0xd39, 5],
  ['Thai', 0xe01, 0xe4f, 12],
  ['Lao', 0xe81, 0xec4, 6],
  ['Tibetan', 0xf40, 0xf6c, 6],
  ['Burmese', 0x1000, 0x1049, 8],
  ['Georgian', 0x10d0, 0x10ff, 4],
  ['Hangul parts', 0x1100, 0x11ff, 12],
  ['Ethiopic', 0x1200, 0x1248, 4],
  ['Cherokee', 0x13a0, 0x13f5, 4],
  ['Khmer', 0x1780, 0x17b3, 6],
  ['Mongolian', 0x1820, 0x1842, 4],
  ['punctuation', 0x2010, 0x2027, 6],
  ['money and numbers', 0x20a0, 0x20bf, 5],
  ['letter-like', 0x2100, 0x218b, 10],
  ['arrows', 0x2190, 0x21ff, 8],
  ['mathematics', 0x2200, 0x22ff, 10],
  ['technical', 0x2300, 0x23fa, 16],
  ['in circles', 0x2460, 0x24ff, 6],
  ['boxes and blocks', 0x2500, 0x259f, 10],
  ['shapes', 0x25a0, 0x25ff, 8],
  ['signs', 0x2600, 0x26ff, 20],
  ['dingbats', 0x2700, 0x27bf, 14],
  ['Braille', 0x2800, 0x28ff, 4],
  ['stars and arrows', 0x2b00, 0x2b59, 6],
  ['radicals', 0x2e80, 0x2fd5, 8],
  ['kana', 0x3041, 0x30ff, 10],
  ['Bopomofo', 0x3105, 0x312f, 4],
  ['Hangul compatibility', 0x3131, 0x318e, 6],
  ['in squares', 0x3200, 0x33ff, 8],
  ['Han', 0x3400, 0x9fff, 16],
  ['Yi', 0xa000, 0xa4c6, 4],
  ['Hangul', 0xac00, 0xd7a3, 8],
  ['private', 0xe000, 0xf8ff, 6],
  ['Han compatibility', 0xf900, 0xfad9, 4],
  ['Arabic forms', 0xfb50, 0xfdfb, 8],
  ['vertical forms', 0xfe10, 0xfe6b, 6],
  ['full width', 0xff01, 0xff60, 8],
  ['half width', 0xff61, 0xffdc, 10],
  ['ancient', 0x10000, 0x10a5f, 12],
  ['hieroglyphs', 0x13000, 0x1342e, 4],
  ['Tangut', 0x17000, 0x187f7, 4],
  ['music', 0x1d100, 0x1d126, 4],
  ['mathematical letters', 0x1d400, 0x1d7ff, 8],
  ['tiles and cards', 0x1f000, 0x1f0f5, 6],
  ['enclosed', 0x1f100, 0x1f265, 8],
  ['pictures', 0x1f300, 0x1f64f, 24],
  ['transport', 0x1f680, 0x1f6ff, 8],
  ['later pictures', 0x1f900, 0x1faff, 16],
  ['legacy blocks', 0x1fb00, 0x1fbf9, 4],
  ['Han of plane 2', 0x20000, 0x2a6df, 6],
  ['Han of plane 3', 0x30000, 0x3134a, 3],
  ['private planes', 0xf0000, 0x10fffd, 4],
];

const bases = [...'aéжאبकกｶ日한1☁👍'];

/** Marks, selectors, joiners: behind each base, whether they belong there or not. */
const marks = [
  0x301, 0x20dd, 0x20e3, 0x5b4, 0x64e, 0x93f, 0x94d, 0xe33, 0x1161, 0x3099, 0xff9e, 0x200d, 0xfe0e,
  0xfe0f, 0x1f3fd,
].map((codePoint) => String.fromCodePoint(codePoint));

/** What is not seen, or drives something: alone between letters. */
const suspects = [
  0x9, 0xad, 0x34f, 0x600, 0x61c, 0x6dd, 0x70f, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c,
  0x200e, 0x200f, 0x2028, 0x202a, 0x202e, 0x2060, 0x2066, 0x206f, 0x3164, 0xd800, 0xdfff, 0xfeff,
  0xffa0, 0xfff9, 0xfffc, 0xffff, 0x1d173, 0xe0001, 0xe0061, 0xe007f, 0xe0100, 0x1f1e6, 0x1f3fb,
].map((codePoint) => String.fromCodePoint(codePoint));

/** As people write them. */
const written =
  `👨‍👩‍👧 👩🏽‍🤝‍👨🏿 🫱🏽‍🫲🏿 ⛹🏽‍♀️ 🏳️‍🌈 🏴‍☠️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 🇦🇧 🇦🇧🇨 1️⃣ #️⃣ *⃣ ❤️ ❤ ❤️‍🔥 ☁️ ☁︎ ⌚︎ ©️ ©︎ 👁️‍🗨️ 🧑🏻‍🚀 👩‍❤️‍💋‍👩 🀄︎
  क्षत्रिय स्त्री हिन्दी বাংলা தமிழ் മലയാളം മമ്മൂട്ടി తెలుగు ಕನ್ನಡ සිංහල ภาษาไทย ทำน้ำ ຄຳລາວ བོད་སྐད မြန်မာဘာသာ ភាសាខ្មែរ
  שָׁלוֹם العَرَبِيَّة فارسی می‌خواهم اردو ܐܪܡܝܐ ﷺ ﷽ Å̊é ñ ạ̈ Z̸̡̛a̷͢l̶g̵o̴ 日本語 中文 ﾊﾟﾋﾟﾌﾟ ｶﾞｷﾞ か゚ 葛󠄀 한국어 한글 ᄀᄀᄀ각ᆨᆨ ᆨ ꥠᅡ 𝕏𝒴 𓀀𓀁 ꧋ꦗꦮ ᬅᬓ᭄ᬱᬭ ᚠᚢᚦ ߒߞߏ ⵜⵉⴼ`
    .trim()
    .split(/\s+/);

function taken(first: number, last: number, count: number): string[] {
  const step = (last - first) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, index) =>
    String.fromCodePoint(first + Math.round(index * step)),
  ).filter((character) => !/\p{Cn}/u.test(character));
}

/** More than five hundred. */
export const unicodeTexts: readonly string[] = [
  ...ranges.flatMap(([, first, last, count]) => taken(first, last, count)),
  ...bases.flatMap((base) => marks.map((mark) => base + mark)),
  ...suspects.map((suspect) => `a${suspect}b`),
  ...written,
  ...written.slice(1).map((text, index) => `${written[index]}${text}`),
];
