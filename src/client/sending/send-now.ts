// Sending at once: each message until its ack; under an id it goes on where an earlier run of it was cut off.
import { directRoom, isRefusal } from '../../protocol/index.ts';
import { messageIds } from '../../sdk/ids.ts';
import type { KeptMessage } from '../../sdk/kept.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Courier, type Fate, type Obstacle } from './courier.ts';
import { type Entrance, entrance } from './entrance.ts';
import { claimOf, optionsWith } from './flusher.ts';
import type { OutboxFile } from './outbox-file.ts';
import type { Outgoing } from './outgoing.ts';
import type { Run } from './runs.ts';
import type { SendWish } from './send-options.ts';
import { printAck, sayName, Talk } from './talk.ts';

export interface Task {
  readonly wish: SendWish;
  readonly chat: Chat;
  readonly outgoing: Outgoing;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where ids are kept. */
  readonly file: OutboxFile | undefined;
}

interface Sending extends Task {
  readonly way: Entrance;
}

/** So often another program may have been the first to claim the id. */
const maxClaims = 5;

export async function sendNow(task: Task): Promise<number> {
  const { wish, chat, file, terminal } = task;
  const before = wish.id === undefined ? undefined : file?.runs.get(wish.id);
  if (before && before.acked > 0 && wish.cut === 'whole') return sentBefore(wish, before, terminal);
  const talk = new Talk(terminal, wish.cut !== 'whole', task.signal);
  const way = await entrance(chat, terminal);
  if (typeof way === 'string') return talk.stopped({ is: 'unreachable', why: way });
  const sending = { ...task, way };
  const courier = await comeIn(sending, before);
  if (!(courier instanceof Courier)) return talk.stopped(courier);
  sayName(courier, way, terminal);
  const code = await sendEach(sending, courier, talk);
  await goodbye(sending, courier, code);
  return code;
}

async function sendEach(sending: Sending, courier: Courier, talk: Talk): Promise<number> {
  const { wish, outgoing, terminal, file } = sending;
  const run = wish.id === undefined ? undefined : file?.runs.get(wish.id);
  const message = messageMaker(sending, courier);
  for (let count = 1; ; count += 1) {
    const read = await outgoing.take();
    if (read === undefined) return talk.end();
    if ('isTooLong' in read) {
      talk.refused('it is longer than a message may be, which is 4,000 characters', read);
      if (!isNoted(sending, count)) return talk.end();
      continue;
    }
    if (run && count <= run.acked && !run.refused.has(count)) {
      talk.skipped();
      continue;
    }
    const made = message(read.text, count);
    if (typeof made === 'string') return talk.refused(made).end();
    const outcome = await deliver(sending, courier, made, count, run);
    if (outcome.is === 'delivered') {
      talk.sent();
      if (wish.isJson && outcome.ack !== '') await printAck(outcome.ack, terminal);
    } else if (outcome.is === 'refused') {
      talk.refused(outcome.why, read);
      if (!isNoted(sending, count)) return talk.end();
    } else return talk.stopped(outcome, read);
  }
}

/** So that the same again tries it again. @returns false: there are too many of them */
function isNoted({ wish: { id }, file, terminal }: Sending, count: number): boolean {
  if (id === undefined || file === undefined || file.runs.refused(id, count)) return true;
  say(terminal, 'too many are refused: what follows is not tried');
  return false;
}

/**
 * The first that is not known to be in the log may be there, by whoever sent it under that id before; so may those
 * before it that were refused, as they were tried again.
 */
async function deliver(
  { wish: { id }, file, way }: Sending,
  courier: Courier,
  message: KeptMessage,
  count: number,
  run: Run | undefined,
): Promise<Fate | Obstacle> {
  if (id === undefined || file === undefined || run === undefined) return courier.deliver(message);
  const { claim, after, refused } = run;
  const isFirst = count === firstOpen(run);
  const isAnother = claim.session !== courier.session;
  const session = run.doubt ?? (isAnother ? claim.session : undefined);
  const inDoubt = (isFirst || refused.has(count)) && after !== undefined && session !== undefined;
  const written = inDoubt ? { written: { session, after } } : {};
  const outcome = await courier.deliver({ ...message, ...written }, (whole) => {
    if (isAnother) file.runs.claim(id, claimOf(courier, way), claim.session);
    file.runs.writing(id, whole.written?.after ?? 0, isFirst);
  });
  if (outcome.is === 'delivered') file.runs.acked(id, count, outcome.seq, outcome.ack);
  return outcome;
}

function firstOpen({ acked, refused }: Run): number {
  let first = acked + 1;
  while (refused.has(first)) first += 1;
  return first;
}

/** In the session that the id has, if it has one that can be come back to. */
async function comeIn(sending: Sending, before: Run | undefined): Promise<Courier | Obstacle> {
  const { wish, way, file, signal } = sending;
  let claim = before?.claim;
  let gone: string | undefined;
  for (let tries = 0; ; tries += 1) {
    const courier = new Courier({
      ...optionsWith(way, claim),
      patienceMs: wish.patienceMs,
      signal,
      isShared: wish.id !== undefined,
    });
    const obstacle = await courier.enter();
    if (obstacle) await courier.leave();
    if (obstacle || !file || wish.id === undefined) return obstacle ?? courier;
    const isNoMore = claim?.account !== undefined && !courier.isAccount;
    if (!isNoMore) {
      if (claim?.token !== undefined && claim.session !== courier.session) gone = claim.session;
      const own = claimOf(courier, way);
      const held = file.runs.claim(wish.id, own, gone);
      const isOurs = held.session === own.session || held.token === undefined;
      if (isOurs || tries === maxClaims) return courier;
      claim = held;
    } else claim = undefined;
    await courier.leave();
  }
}

/** @returns a sentence where nothing can be sent */
function messageMaker({ wish, way }: Sending, { name }: Courier) {
  const nextId = messageIds(way.options.random);
  const room = 'room' in wish.to ? wish.to.room : directRoom(name, wish.to.name);
  return (content: string, count: number): KeptMessage | string => {
    if (isRefusal(room)) return room.message;
    const own = wish.cut === 'whole' ? wish.id : `${wish.id}-${count}`;
    const toWhat = wish.target === undefined ? {} : { target: wish.target };
    const id = wish.id === undefined || own === undefined ? nextId() : own;
    return { id, room, kind: wish.kind, content, ...toWhat, at: way.options.clock.now() };
  };
}

/** A session beside the account's is for nothing once all is sent; where something is open it shows what became of it. */
async function goodbye(sending: Sending, courier: Courier, code: number): Promise<void> {
  const { way, file, wish } = sending;
  const isOpen = wish.id !== undefined && code !== exitCodes.done;
  if (!isOpen && way.account.isLeftBehind(courier.client.getKept())) {
    await courier.client.logOut();
    if (wish.id !== undefined) file?.runs.close(wish.id);
  }
  await courier.leave();
}

async function sentBefore(wish: SendWish, { ack }: Run, terminal: Terminal): Promise<number> {
  say(terminal, `${wish.id} was sent before`);
  if (wish.isJson && ack !== '') await printAck(duplicate(ack), terminal);
  return exitCodes.done;
}

/** As the server says it of what it has already. */
function duplicate(ack: string): string {
  return ack.replace(/\}$/, ack.includes('"duplicate"') ? '}' : ',"duplicate":true}');
}
