// Names, rooms and contents over all of Unicode, as far as the rules let them be.
import { checkRoomName, checkUserName } from '../../src/protocol/index.ts';
import type { Chance } from './chance.ts';

/** Characters that have gone wrong somewhere before: ends of lines, escapes, joiners, widths, tags. */
const tricky = [
  ...['\n', '\t', '\\', '\\n', '\\u{a}', '"', '{"id":"x"}', ' ', '<', '>', '#', '\u00a0', '\u00ad'],
  ...['\u200b', '\u200d', '\u2028', '\u2029', '\ufeff', '\ufffd', '\ufffe', '\u0301', '\u{e0041}'],
  ...['👩‍👩‍👧', '🏳️‍🌈', '\u202ex\u202c', '\u2066y\u2069', '\u061c', '\u180e', '\u{10ffff}', 'ﷺ'],
];
const control = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const nameStart = /[\p{L}\p{Nd}]/u;
const longest = 4_000;

/** One code point of all there are, but for what no message may hold. */
function anyCharacter(chance: Chance): string {
  for (;;) {
    const plane = chance.is(0.7) ? 0xffff : 0x10ffff;
    const code = chance.whole(0x20, chance.is(0.3) ? 0x2ff : plane);
    const character = String.fromCodePoint(code);
    if (character.isWellFormed() && !control.test(character)) return character;
  }
}

/** Valid content of `length` code points or a few more; it neither begins nor ends with white space. */
export function randomText(chance: Chance, length: number): string {
  let text = '';
  for (let count = 0; count < length; count += 1) {
    text += chance.is(0.15) ? chance.pick(tricky) : anyCharacter(chance);
  }
  return `<${text}>`;
}

/** Mostly short, as what people say; one in two hundred is as long as it may be. */
export function randomLength(chance: Chance): number {
  if (chance.is(0.005)) return longest / 2;
  return Math.floor(2 ** (chance.next() * 7));
}

export function randomName(chance: Chance): string {
  return valid(chance, (name) => checkUserName(name) === name);
}

export function randomRoom(chance: Chance): string {
  return valid(chance, (name) => checkRoomName(name) === name);
}

function valid(chance: Chance, isValid: (name: string) => boolean): string {
  for (;;) {
    const length = chance.whole(1, 12);
    let name = '';
    while ([...name].length < length) {
      const character = anyCharacter(chance);
      if (nameStart.test(character)) name += character;
    }
    if (isValid(name)) return name;
  }
}
