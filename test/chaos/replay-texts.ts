// What is said in a replay, made from the seed and a number alone: a million need not be kept to be compared.
import type { Draft } from '../../src/protocol/index.ts';
import { directRoom } from '../../src/protocol/index.ts';
import { Chance } from './chance.ts';
import { randomLength, randomName, randomRoom, randomText } from './texts.ts';

const speakers = 8;
const roomsOfEach = 2;
/** Texts are used again, each time with another mark before them: making one takes a while. */
const mostTexts = 20_000;

/** As the log must have it, but for its place and its id. */
export type Wanted = Pick<Draft, 'room' | 'kind' | 'sender' | 'content'>;

export class ReplayTexts {
  readonly names: readonly string[];
  /** By speaker: where each talks; each room is also the next one's, the last is for two alone. */
  readonly rooms: readonly (readonly string[])[];
  readonly #texts: readonly string[];

  constructor(seed: number, messages: number) {
    const chance = new Chance(seed);
    this.names = Array.from({ length: speakers }, (_, index) => `${index}${randomName(chance)}`);
    const open = this.names.map((_, index) => `${index}${randomRoom(chance)}`);
    this.rooms = this.names.map((name, index) => {
      const next = this.names[(index + 1) % speakers] ?? '';
      const own = Array.from({ length: roomsOfEach }, (_, far) => open[(index + far) % speakers]);
      return [...own.map(String), String(directRoom(name, next))];
    });
    const length = Math.min(messages, mostTexts);
    this.#texts = Array.from({ length }, () => randomText(chance, randomLength(chance)));
  }

  /** The `number`th message of that speaker. */
  message(speaker: number, number: number): Wanted {
    const mixed = Math.imul(speaker * 1_000_003 + number, 0x9e37_79b1) >>> 0;
    const rooms = this.rooms[speaker] ?? [];
    const text = this.#texts[mixed % this.#texts.length] ?? '';
    const room = rooms[(mixed >>> 16) % rooms.length] ?? '';
    const kind = mixed % 11 === 0 ? 'action' : 'text';
    const sender = this.names[speaker] ?? '';
    return { room, kind, sender, content: `${speaker}:${number} ${text}` };
  }
}
