// One connection's requests: heard in order, each answered once, in that order.
import {
  closes,
  encode,
  isBadRequest,
  type Line,
  type Message,
  parseRequest,
  type Refusal,
  type Request,
  requests,
} from '../../protocol/index.ts';
import type { Ask, Asker, Chat } from '../core/chat.ts';
import type { Sender } from '../core/duplicates.ts';
import { type Outcome, refused } from '../core/outcome.ts';
import type { Origin, Session, Transport } from '../core/session.ts';
import { encodeAck } from './ack-line.ts';
import { isInLobby, whyNotFor } from './admission.ts';
import {
  faults,
  helloRequired,
  helloTwice,
  tooBusy,
  tooFast,
  tooManyHellos,
  unreadable,
} from './conversation-words.ts';
import { type Echo, echo } from './echo.ts';
import { hello } from './hello.ts';
import { rowOf } from './index.ts';
import type { Wire } from './wire.ts';

/**
 * Where a connection stands:
 * - `greeting`: nothing but `hello` is heard; anything else ends it.
 * - `live`: it has a session.
 * - `ended`: nothing is heard any more.
 */
type State = 'greeting' | 'live' | 'ended';

/** A request whose turn has not come: its handler runs when it has. */
interface Held {
  readonly request: Echo;
  readonly next: () => Outcome;
  /** Called instead, where the connection has gone before. */
  readonly dropped?: (() => void) | undefined;
}

/**
 * Sends may be many on their way to the log at once, as it keeps their order. Any other answer
 * waits until they are acknowledged, and what came after it waits too.
 */
export class Conversation implements Sender {
  readonly #chat: Chat;
  readonly #wire: Wire;
  readonly #asker: Asker;
  #state: State = 'greeting';
  #ask: Ask | undefined;
  #lines: readonly Line[] = [];
  #next = 0;
  #held: Held | undefined;
  /** Sends that the log has not committed. */
  #pendingSends = 0;
  /** A page of the log is being read, or a password looked at. */
  #isWaiting = false;
  #hasFinished = false;
  #isRunning = false;
  #isPaused = false;
  #refusedHellos = 0;

  constructor(chat: Chat, wire: Wire, origin: Origin) {
    this.#chat = chat;
    this.#wire = wire;
    this.#asker = { peer: wire, origin };
  }

  get session(): Session | undefined {
    return this.#ask?.session;
  }

  get transport(): Transport {
    return this.#wire.transport;
  }

  /** It has no session yet, and none is on its way: a password takes its time. */
  get isGreeting(): boolean {
    return this.#state === 'greeting' && !this.#isWaiting;
  }

  receive(lines: readonly Line[]): void {
    if (this.#state === 'ended') return;
    const isIdle = this.#next === this.#lines.length;
    this.#lines = isIdle ? lines : [...this.#lines.slice(this.#next), ...lines];
    this.#next = 0;
    this.#run();
  }

  /** The other side says no more: it gets what is due, then the connection ends. */
  finish(): void {
    this.#hasFinished = true;
    this.#run();
  }

  /** It came as a guest where guests are not let in, and has had its time to become somebody else. */
  leaveLobby(nowMs: number): void {
    const { session } = this;
    if (!session || this.#isWaiting || !isInLobby(this.#chat, session)) return;
    const waitedMs = nowMs - Date.parse(session.since);
    if (waitedMs >= this.#chat.settings.lobbyMs) this.#wire.bye('idle', false);
  }

  /** It has had its time to say hello. */
  expire(): void {
    this.#wire.push(encode({ type: 'error', ...helloRequired }));
    this.stop();
    this.#wire.end('hello-timeout');
  }

  /** The connection is gone, or has had its last word. */
  stop(): void {
    this.#state = 'ended';
    this.#lines = [];
    this.#next = 0;
    this.#drop();
  }

  #drop(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.dropped?.();
  }

  acknowledge(requestId: string | undefined, message: Message, isDuplicate: boolean): void {
    this.#pendingSends--;
    if (requestId === undefined) this.session?.sent.addUnnamed(message.seq);
    if (this.#state === 'ended') return;
    this.#wire.push(encodeAck(requestId, message, isDuplicate));
  }

  fail(requestId: string | undefined, refusal: Refusal): void {
    this.#pendingSends--;
    if (this.#state === 'ended') return;
    this.#refuse(requestId === undefined ? {} : { id: requestId }, refusal);
  }

  /** Cheap where nothing waits, as it is called for every message. */
  goOn(): void {
    if (this.#state === 'ended') return;
    if (this.#isPaused || this.#held || this.#next < this.#lines.length || this.#hasFinished)
      this.#run();
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#state !== 'ended' && !this.#isBlocked() && this.#step());
    this.#isRunning = false;
    if (this.#state === 'ended') return;
    this.#isPaused = this.#isBlocked();
    if (this.#isPaused) this.#wire.pause();
    else this.#settle();
  }

  #isBlocked(): boolean {
    if (this.#isWaiting || this.#wire.isBehind) return true;
    if (this.#held) return this.#pendingSends > 0;
    return this.#pendingSends >= this.#chat.settings.maxPendingSends;
  }

  /** @returns false where there is nothing left to do */
  #step(): boolean {
    const held = this.#held;
    if (held) {
      this.#held = undefined;
      this.#perform(held.request, held.next());
      return true;
    }
    const line = this.#lines[this.#next];
    if (line === undefined) return false;
    this.#next++;
    this.#hear(line);
    return true;
  }

  /** Everything that came has been handled. */
  #settle(): void {
    if (!this.#hasFinished) this.#wire.resume();
    else if (this.#pendingSends === 0) {
      this.stop();
      this.#wire.end();
    }
  }

  #hear(line: Line): void {
    if (typeof line !== 'string') {
      this.#hearNonsense({}, faults[line.fault]);
      return;
    }
    // Some programs begin a text with a byte order mark.
    const text = this.#state === 'greeting' ? line.replace(/^\ufeff/, '') : line;
    const request = parseRequest(text);
    if (isBadRequest(request)) this.#hearNonsense(echo(request), request.refusal, request.type);
    else if (this.#state === 'greeting') this.#greet(request);
    else this.#carryOut(this.#ask as Ask, request);
  }

  #greet(request: Request): void {
    if (request.type !== 'hello') this.#refuse(request, helloRequired);
    else {
      this.#wire.hasHeartbeat = request.heartbeat === true;
      const { rates, now } = this.#chat;
      const waitMs = rates.hellos.take(this.#asker.origin, now());
      const outcome = waitMs > 0 ? refused(tooManyHellos(waitMs)) : undefined;
      this.#perform(request, outcome ?? hello(this.#chat, this.#asker, request));
    }
  }

  #carryOut(ask: Ask, request: Request): void {
    if (request.type === 'hello') {
      this.#perform(request, refused(helloTwice));
      return;
    }
    const { chat, session } = ask;
    const cost = chat.settings.costs[request.type] ?? rowOf(request).cost;
    const waitMs = session.rate.take(cost, chat.now());
    const refusal = waitMs > 0 ? tooFast(waitMs) : whyNotNow(ask, request);
    if (!refusal) this.#handle(ask, request);
    else if (hasReply(request)) this.#perform(request, refused(refusal));
    else if (waitMs > 0) this.#dismiss(request, waitMs);
  }

  #handle(ask: Ask, request: Exclude<Request, { type: 'hello' }>): void {
    const row = rowOf(request);
    if (request.type === 'send' || this.#pendingSends === 0) {
      this.#perform(request, row.handle(ask, request));
    } else this.#held = { request, next: () => row.handle(ask, request) };
  }

  /** A line that is no request. Before `hello` it ends the connection; a bad `hello` may be mended. */
  #hearNonsense(request: Echo, refusal: Refusal, type?: string): void {
    if (this.#state === 'greeting') {
      this.#refuse(request, type === 'hello' ? refusal : helloRequired);
      return;
    }
    const waitMs = this.#ask?.session.rate.take(1, this.#chat.now()) ?? 0;
    if (waitMs === 0) this.#perform(request, refused(refusal));
    else this.#dismiss(request, waitMs);
  }

  /** Whoever sends what needs no answer faster than its rate is no client that one would help. */
  #dismiss(request: Echo, waitMs: number): void {
    this.#refuse(request, tooFast(waitMs));
    this.stop();
    this.#wire.end('refused');
  }

  #wait(until: Promise<Held>): void {
    this.#isWaiting = true;
    until.then((held) => {
      this.#isWaiting = false;
      this.#held = held;
      if (this.#state === 'ended') this.#drop();
      else this.#run();
    });
  }

  #perform(request: Echo, outcome: Outcome): void {
    // What was asked for may have ended the connection.
    if (outcome.does === 'nothing' || this.#state === 'ended') return;
    if (outcome.does === 'append') {
      const refusal = this.#chat.sends.append(outcome.draft, this, request.id);
      if (refusal) this.#perform(request, refused(refusal));
      else this.#pendingSends++;
    } else if (outcome.does === 'attach') {
      this.#pendingSends++;
      this.#chat.sends.attach(outcome.sending, this, request.id);
    } else if (outcome.does === 'wait') {
      const { later, dropped } = outcome;
      this.#wait(
        later.then(
          (next) => ({ request, next, dropped }),
          () => ({ request, next: () => refused(unreadable) }),
        ),
      );
    } else if (this.#pendingSends > 0) this.#held = { request, next: () => outcome };
    else this.#answer(request, outcome);
  }

  #answer(
    request: Echo,
    outcome: Exclude<Outcome, { does: 'nothing' | 'append' | 'attach' | 'wait' }>,
  ): void {
    switch (outcome.does) {
      case 'refuse':
        return this.#refuse(request, outcome.refusal);
      case 'acknowledge':
        return this.#wire.push(encodeAck(request.id, outcome.entry, true));
      case 'welcome':
        this.#ask = { chat: this.#chat, asker: this.#asker, session: outcome.session };
        this.#state = 'live';
        return this.#wire.push(encode(outcome.reply));
      case 'reply':
        return this.#wire.push(encode(outcome.reply));
      case 'goodbye':
        this.stop();
        return this.#wire.bye(outcome.reason, false);
    }
  }

  #refuse(request: Echo, refusal: Refusal): void {
    this.#wire.push(encode({ type: 'error', ...echo(request), ...refusal }));
    this.#chat.note({ event: 'refused', code: refusal.code, name: this.session?.name ?? '' });
    const isPatient = this.#state === 'live' || ++this.#refusedHellos < maxRefusedHellos;
    if (isPatient && !closes(refusal.code)) return;
    this.stop();
    this.#wire.end('refused');
  }
}

/** A name that is taken, a token that is old: enough tries to mend that. */
const maxRefusedHellos = 10;

/** Within its own rate it may still be too much of all together, or not for this session. */
function whyNotNow(
  { chat, session }: Ask,
  request: Exclude<Request, { type: 'hello' }>,
): Refusal | undefined {
  const busyMs = chat.rates.load.take(1, chat.now());
  if (busyMs > 0) return tooBusy(busyMs);
  return whyNotFor(chat, session, rowOf(request).for, request.type);
}

function hasReply({ type }: Request): boolean {
  return requests[type].reply !== undefined;
}
