// What a name of a person or a room may be, and when two names are the same.
import { confusables } from './confusables-data.ts';
import { type Refusal, refuse } from './errors.ts';
import { limits } from './limits.ts';

const userPattern = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}\-_.]*$/u;
const roomPattern = /^[\p{L}\p{Nd}\-_][\p{L}\p{M}\p{Nd}\-_]*$/u;
/** Letters and marks that leave nothing on the screen, such as the Hangul fillers. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;
const tooManyMarks = new RegExp(`\\p{M}{${limits.maxMarksInARow + 1},}`, 'u');
/** A mark of another script on a letter of these: some of them leave nothing there on the screen. */
const foreignMark =
  /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Common}]\p{M}*(?![\p{sc=Inherited}\p{sc=Common}\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}])\p{M}/u;

function fits(name: string, pattern: RegExp): boolean {
  return (
    pattern.test(name) &&
    [...name].length <= limits.maxNameLength &&
    !invisible.test(name) &&
    !foreignMark.test(name) &&
    !tooManyMarks.test(name)
  );
}

/** The name as it is shown, NFKC-normalised; or why it can't be one. */
export function checkUserName(raw: string): string | Refusal {
  // Normalising can lengthen eighteen-fold: bound the work first.
  const name = raw.length > 4 * limits.maxNameLength ? '' : raw.normalize('NFKC');
  if (fits(name, userPattern) && fits(foldName(name), userPattern)) return name;
  return refuse(
    'name-invalid',
    'A name is 1 to 32 letters, digits, "-", "_" or ".", and starts with a letter or a digit.',
  );
}

/** Equal for names that differ in case alone. Upper first, so that "ß" and "ss" agree. */
export function foldName(name: string): string {
  // Twice, as the first time makes small letters of some that have no capital of their own ("ẞ").
  return foldOnce(foldOnce(name));
}

function foldOnce(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** Raised whenever a name comes to occupy something else: what was kept under the old keys is then kept anew. */
export const nameKeysVersion = 1;

/**
 * What a name occupies: two names that a reader may take for each other share one of these. Never
 * shown, only compared. Small letters look alike in one way and capitals in another ("l" and "1",
 * "I" and "l"), so a name has a key for each: folded and then replaced by what it looks like
 * (UTS #39, "skeleton"), the other way about, and as its capitals look: "ALICΕ" with a Greek Ε has
 * no small form that looks like "alice".
 */
export function nameKeys(name: string): readonly string[] {
  const plain = name.normalize('NFKC');
  const looks = lookAlike(plain);
  return [...new Set([lookAlike(foldName(name)), lookAlike(foldName(looks)), capitalsOf(plain)])];
}

/** Told from the other keys by a sign that no name has. Of a capital "I" an "l" was made, but not of an "L". */
function capitalsOf(name: string): string {
  return `^${lookAlike(name.toUpperCase()).replace(/[^L]/gu, foldOnce)}`;
}

/** The dot of an "i" is there already, and the same mark drawn twice in one place is seen once. */
const unseenMarks = /(?<=\p{Soft_Dotted}\p{M}*)\u0307|(\p{M})(?=\1)/gu;

function lookAlike(name: string): string {
  const standing = confusables();
  let key = '';
  for (const character of name.normalize('NFD').replace(unseenMarks, ''))
    key += standing.get(character) ?? character;
  return key.normalize('NFD');
}

/** `general` for `general`, `#General`; `@alice+bob` for a direct room in any case and order. */
export function checkRoomName(raw: string): string | Refusal {
  if (raw.length > 8 * limits.maxNameLength) return roomRefusal();
  if (raw.startsWith('@')) return checkDirectRoom(raw);
  const name = raw.replace(/^#/, '').normalize('NFKC').toLowerCase().normalize('NFKC');
  return fits(name, roomPattern) ? name : roomRefusal();
}

function roomRefusal(): Refusal {
  return refuse('room-invalid', 'A room name is 1 to 32 letters, digits, "-" or "_".');
}

function checkDirectRoom(raw: string): string | Refusal {
  const [first = '', second = '', ...rest] = raw.slice(1).split('+');
  const one = checkUserName(first);
  const other = checkUserName(second);
  if (rest.length > 0 || typeof one !== 'string' || typeof other !== 'string') {
    return refuse('room-invalid', 'A direct room is written @alice+bob.');
  }
  return directRoom(one, other);
}

/** The room of these two alone, whoever asks and in whatever case. */
export function directRoom(one: string, other: string): string | Refusal {
  const names = [foldName(one), foldName(other)].sort();
  if (names[0] === names[1]) {
    return refuse('room-invalid', 'A direct room needs two people: name somebody else.');
  }
  return `@${names.join('+')}`;
}

export function isDirectRoom(room: string): boolean {
  return room.startsWith('@');
}

/** Whether this person is one of a direct room's two. */
export function isDirectMember(room: string, name: string): boolean {
  return room.slice(1).split('+').includes(foldName(name));
}

/** The other one of a direct room's two, in folded form. */
export function directPeer(room: string, name: string): string {
  const [one = '', other = ''] = room.slice(1).split('+');
  return one === foldName(name) ? other : one;
}

/** A room as people write it: `#general`; a direct room as it is. */
export function showRoom(room: string): string {
  return isDirectRoom(room) ? room : `#${room}`;
}
