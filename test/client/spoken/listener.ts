// Somebody who listens with --plain, in memory: what was typed and what was said, as one transcript.
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { runByLines } from '../../../src/client/line-loop.ts';
import { defaultPreferences } from '../../../src/client/preferences.ts';
import { SpokenTalker } from '../../../src/client/spoken/spoken-talker.ts';
import { type Client, createClient } from '../../../src/sdk/client.ts';
import type { OwnActions } from '../../../src/ui/own-commands.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { Hall, type Person } from '../../support/hall.ts';
import { createPair, type FarEnd } from '../../support/pair.ts';

/** The hall's time and the listener's are one, and stand still unless told. */
export class Listener {
  readonly hall: Hall;
  readonly clock = new FakeClock();
  readonly transcript: string[] = [];
  readonly client: Client;
  /** Nobody takes what is said to the server, and no connection comes about. */
  isServerGone = false;
  code: number | undefined;
  readonly #wires = new Map<FarEnd, Person>();
  readonly #stdin = new PassThrough();
  readonly #pair = createPair((end, line) => this.#wires.get(end)?.sayLines(line));

  constructor(hall = new Hall(), room = 'general', isEchoed = true) {
    this.hall = hall;
    const take = hall.log.take.bind(hall.log);
    hall.log.take = () => take(new Date(hall.nowMs).toISOString());
    this.client = createClient({
      transport: this.#pair.transport,
      clock: this.clock,
      random: () => 0,
      name: 'alice',
      room,
      client: 'chat-client',
    });
    const talker = new SpokenTalker({
      client: this.client,
      tools: {
        say: (line) => this.transcript.push(line),
        offset: () => 0,
        now: this.clock.now,
        times: () => defaultPreferences.times,
        isEchoed,
      },
      explain: (why) => this.transcript.push(`chat-client: ${why}`),
      own: () => noActions,
      problems: [],
      hasEmoji: () => true,
      askPasswords: undefined,
    });
    const leave = () => Promise.resolve();
    void runByLines(this.client, this.#stdin, talker, leave).then((code) => {
      this.code = code;
    });
  }

  /** Types it, and waits until all is said that follows from it. */
  async types(line: string): Promise<void> {
    this.transcript.push(`> ${line}`);
    this.#stdin.write(`${line}\n`);
    await this.settles();
  }

  /** The end of the input. */
  async leaves(): Promise<number | undefined> {
    this.#stdin.end();
    await this.settles();
    return this.code;
  }

  /** Everything that is on its way has arrived. */
  async settles(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await turn();
      await this.hall.log.answerReads();
      if (this.#pump()) quiet = -1;
    }
  }

  async passes(ms: number): Promise<void> {
    this.hall.nowMs += ms;
    this.clock.advance(ms);
    await this.settles();
  }

  /** Nobody says anything for so long; what keeps the connection alive is left out. */
  sleeps(ms: number): void {
    this.hall.nowMs += ms;
    this.clock.sleep(ms);
  }

  /** The link breaks, and the server notices it. */
  async losesLink(): Promise<void> {
    this.isServerGone = true;
    this.#wires.get(this.#pair.end)?.vanish();
    this.#pair.end.close();
    await this.settles();
  }

  #pump(): boolean {
    let hasMoved = false;
    const { end } = this.#pair;
    if (!this.isServerGone && !end.isAccepted) {
      this.#wires.set(end, this.hall.connect());
      end.accept();
      hasMoved = true;
    }
    const person = this.#wires.get(end);
    const heard = person?.heard.splice(0) ?? [];
    if (heard.length > 0) end.sendObjects(...heard);
    if (person?.farewell && end.isOpen) {
      end.sendObjects(person.farewell);
      end.close();
      hasMoved = true;
    }
    return hasMoved || heard.length > 0;
  }
}

const noActions: OwnActions = {
  set: () => true,
  toggleMute: () => true,
  showKeys: () => true,
  askPassword: () => false,
  complain: () => false,
};
