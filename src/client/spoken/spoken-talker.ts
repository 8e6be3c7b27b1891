// The client for people who listen (`--plain`): what becomes of each line that they type, and what they hear first and last.
import type { Client } from '../../sdk/client.ts';
import { isLoggedOut } from '../../sdk/standing.ts';
import {
  isHelp,
  isSecret,
  type OwnActions,
  type PasswordWish,
  readOwn,
} from '../../ui/own-commands.ts';
import { safeText } from '../../ui/safe-text.ts';
import { spelt } from '../../ui/typed-text.ts';
import { countPending, type Talker, when } from '../line-loop.ts';
import { helpLines, lookingBack, typedProblem } from './help-words.ts';
import { counted, usualCount } from './place-words.ts';
import { SpokenTalk, type SpokenTools } from './spoken-talk.ts';

export interface TalkerParts {
  readonly client: Client;
  readonly tools: SpokenTools;
  /** Why the program can't run, or ended. */
  readonly explain: (why: string) => void;
  /** What is preferred, and what of the person's own file can't be meant. */
  readonly own: (askPassword: OwnActions['askPassword'], say: (text: string) => void) => OwnActions;
  readonly problems: readonly string[];
  readonly hasEmoji: () => boolean;
  /** Undefined: there is no terminal to type one at. */
  readonly askPasswords: ((wish: PasswordWish) => Promise<void>) | undefined;
}

/** Messages: more is no looking back, but searching. */
const mostCount = 200;

const noTerminal = 'Passwords are typed at a terminal: start with --login or --password-file.';
const noCount = `Say how many: a number from 1 to ${mostCount}.`;

export class SpokenTalker implements Talker {
  readonly #parts: TalkerParts;
  readonly #own: OwnActions;
  #talk: SpokenTalk | undefined;
  #wish: PasswordWish | undefined;
  #hasRefusals = false;
  #typedMs: number | undefined;

  constructor(parts: TalkerParts) {
    this.#parts = parts;
    const { own, askPasswords } = parts;
    const ask = (wish: PasswordWish): boolean => {
      this.#wish = askPasswords && wish;
      return askPasswords !== undefined || this.#refuse(noTerminal);
    };
    this.#own = own(ask, (text) => this.#say(...text.split('\n')));
  }

  /** A person at a terminal has heard of it, and typed something else. */
  get hasRefusals(): boolean {
    return this.#hasRefusals && !this.#parts.tools.isEchoed;
  }

  /** When a line came last, by the tools' clock. */
  get typedMs(): number | undefined {
    return this.#typedMs;
  }

  begin(): void {
    const { client, tools, problems } = this.#parts;
    const waiting = countPending(client.getState());
    this.#talk = new SpokenTalk(client, tools);
    if (waiting > 0) this.#say(`Sent now, as it waited: ${counted(waiting)}.`);
    this.#say(...problems, 'What you type is said here. /help says the commands, /quit ends.');
  }

  async hear(line: string): Promise<void> {
    this.#typedMs = this.#parts.tools.now();
    if (line.trim() === '') return;
    const { client, hasEmoji } = this.#parts;
    if (isSecret(line) && this.#parts.askPasswords === undefined) {
      this.#refuse(noTerminal);
      return;
    }
    const text = spelt(line, hasEmoji());
    if (await this.#isLookingBack(text)) return;
    const [, word = ''] = /^\/\S+\s*(.*)$/.exec(text) ?? [];
    const problem = typedProblem(text);
    const own = readOwn(text);
    if (problem !== undefined) this.#refuse(problem);
    else if (isHelp(text) || (own !== undefined && 'help' in own)) this.#say(...helpLines(word));
    else if (own !== undefined && 'run' in own) own.run(this.#own);
    else this.#send(client, text);
  }

  takeTerminal(): (() => Promise<void>) | undefined {
    const wish = this.#wish;
    const { askPasswords } = this.#parts;
    this.#wish = undefined;
    return wish && askPasswords && (() => askPasswords(wish));
  }

  explain(why: string): void {
    this.#parts.explain(why);
  }

  end(): void {
    const state = this.#parts.client.getState();
    if (isLoggedOut(state)) this.#say('You are logged out, and have left.');
    else if (state.isEnded) this.#say(`The connection has ended: ${state.connection.why ?? ''}`);
    else this.#say('You have left.');
  }

  #send(client: Client, text: string): void {
    const before = countPending(client.getState());
    if (!client.submit(text)) this.#hasRefusals = true;
    const { connection } = client.getState();
    if (connection.status !== 'live' && countPending(client.getState()) > before)
      this.#say('not sent yet: it waits for the connection');
  }

  async #isLookingBack(text: string): Promise<boolean> {
    const typed = lookingBack(text);
    if (typed === undefined) return false;
    const count = typed.count === '' ? usualCount : Number(typed.count);
    if (typed.isLast) this.#talk?.again(1, { most: Number.POSITIVE_INFINITY });
    else if (!(Number.isInteger(count) && count > 0 && count <= mostCount)) this.#refuse(noCount);
    else {
      await this.#hold(count);
      this.#talk?.again(count);
    }
    return true;
  }

  /** As many as there are: older pages are asked for. */
  async #hold(count: number): Promise<void> {
    const { client } = this.#parts;
    const { current } = client.getState();
    for (let pages = 0; pages < mostCount / 20; pages += 1) {
      const room = client.getState().rooms.get(current);
      const held = room?.timeline.items.slice(0).filter(({ type }) => type === 'message').length;
      if (room?.timeline.hasOlder !== true || (held ?? 0) >= count) return;
      client.loadOlder(current);
      const isDone = () => client.getState().rooms.get(current)?.isLoadingOlder !== true;
      await when(client, (state) => isDone() || state.connection.status !== 'live');
      if (client.getState().connection.status !== 'live') return;
    }
  }

  #refuse(why: string): false {
    this.#hasRefusals = true;
    this.#say(why);
    return false;
  }

  #say(...texts: readonly string[]): void {
    for (const text of texts) this.#parts.tools.say(safeText(text));
  }
}
