// The crowd of a scenario: who they are, where they talk, and the end at which all must have all.
import { directRoom } from '../../src/protocol/index.ts';
import { nameKeys } from '../../src/protocol/names.ts';
import { Bell } from './bell.ts';
import type { Chance } from './chance.ts';
import { Budget, type Member, saidOf } from './member.ts';
import { RawMember } from './raw-member.ts';
import { Lines } from './recorder.ts';
import { SdkMember } from './sdk-member.ts';
import type { MemberSeen, Said } from './seen.ts';
import { randomName, randomRoom } from './texts.ts';

const sdkMembers = 4;
const rawMembers = 3;
const publicRooms = 3;
/** Those who come while all is going on. */
const mostLatecomers = 3;

export class Crowd {
  readonly bell = new Bell();
  readonly budget = new Budget();
  readonly members: Member[] = [];
  readonly #chance: Chance;
  readonly #port: number;
  readonly #window: number;
  readonly #lines = new Lines();
  readonly #rooms: readonly string[];
  readonly #direct: string;
  readonly #names: readonly string[];

  /** @param window sends that each raw member may have under way at once */
  constructor(port: number, chance: Chance, window: number) {
    this.#port = port;
    this.#window = window;
    this.#chance = chance;
    const names = unlikeNames(chance, sdkMembers + rawMembers + mostLatecomers);
    this.#names = names;
    const rooms = new Set<string>();
    while (rooms.size < publicRooms) rooms.add(randomRoom(chance));
    this.#rooms = [...rooms];
    this.#direct = String(directRoom(names[0] ?? '', names[1] ?? ''));
    for (let number = 0; number < sdkMembers + rawMembers; number += 1) this.#add(number);
  }

  /** Until everybody is in; before that nothing bad should happen, as names are given at the door. */
  async enter(patienceMs: number): Promise<boolean> {
    for (const member of this.members) member.start();
    return this.bell.until(() => this.members.every(({ isIn }) => isIn), patienceMs);
  }

  /** Until all who lost the server are back, without the waits that grow from loss to loss. */
  comeBack(patienceMs: number): Promise<boolean> {
    const areIn = () => {
      this.hurry();
      return this.members.every(({ isIn }) => isIn);
    };
    return this.bell.until(areIn, patienceMs);
  }

  /** Who waits to connect again does it now. */
  hurry(): void {
    for (const member of this.members) member.hurry();
  }

  /** So many messages more may be said. */
  allow(messages: number): void {
    this.budget.left += messages;
    for (const member of this.members) member.talk();
  }

  /** One more comes, if there is one left. */
  invite(): void {
    const number = this.members.length;
    if (number < this.#names.length) this.#add(number).start();
  }

  /** Until so many more are acknowledged, or nothing is left to be said. */
  acknowledged(more: number, patienceMs: number): Promise<boolean> {
    const goal = this.total('acknowledged') + more;
    const isSo = () => this.total('acknowledged') >= goal || this.#hasSaidAll;
    return this.bell.until(isSo, patienceMs);
  }

  /** Nothing is under way any more. */
  quiet(patienceMs: number): Promise<boolean> {
    this.budget.left = 0;
    return this.bell.until(() => this.members.every(({ underWay }) => underWay === ''), patienceMs);
  }

  /** Who still has something under way, and what. */
  get underWay(): string {
    const busy = this.members.filter(({ underWay }) => underWay !== '');
    return busy.map(({ plan, underWay }) => `member ${plan.number}: ${underWay}`).join('; ');
  }

  /** A last word in every room, and until everybody has it. Call when all is quiet. */
  async close(patienceMs: number): Promise<boolean> {
    const [first] = this.members;
    if (!first) return true;
    const last = first.plan.rooms.map((room) => lastWord(first, room));
    const isHeard = ({ room, ack }: Said) =>
      ack && this.members.every((member) => !isOf(member, room) || member.isUpTo(room, ack.seq));
    const isWell = await this.bell.until(() => last.every(isHeard), patienceMs);
    for (const { recorder } of this.members) recorder.finish();
    return isWell;
  }

  seen(): MemberSeen[] {
    return this.members.map((member) => {
      const { said, heard } = member.recorder;
      return { writer: member.plan.number, said, heard, shown: member.shown() };
    });
  }

  async leave(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
  }

  total(what: 'acknowledged' | 'duplicates' | 'delays' | 'deliveries' | 'connections'): number {
    return this.members.reduce((sum, { recorder }) => sum + recorder[what], 0);
  }

  get #hasSaidAll(): boolean {
    return this.budget.left === 0 && this.members.every(({ recorder }) => recorder.open === 0);
  }

  #add(number: number): Member {
    const isRaw = number >= sdkMembers && number < sdkMembers + rawMembers;
    const member = new (isRaw ? RawMember : SdkMember)({
      number,
      name: this.#names[number] ?? '',
      // The first two also talk with each other alone.
      rooms: number < 2 ? [...this.#rooms, this.#direct] : this.#rooms,
      port: this.#port,
      window: this.#window,
      isRestless: number === sdkMembers,
      chance: this.#chance.fork(),
      budget: this.budget,
      bell: this.bell,
      lines: this.#lines,
    });
    this.members.push(member);
    return member;
  }
}

function lastWord(member: Member, room: string): Said {
  const { recorder, plan } = member;
  member.say(saidOf(plan.number, recorder.said.length + 1, room, 'the end'));
  return recorder.said.at(-1) as Said;
}

function isOf({ plan }: Member, room: string): boolean {
  return plan.rooms.includes(room);
}

/** No two of them look alike, so that the server gives each the name it asks for. */
function unlikeNames(chance: Chance, count: number): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  while (names.length < count) {
    const name = randomName(chance);
    const keys = nameKeys(name);
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    names.push(name);
  }
  return names;
}
