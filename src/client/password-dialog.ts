// Passwords as they are asked for on the screen: unseen, one after the other, until the server is content.
import { limits } from '../protocol/index.ts';
import type { Refused } from '../sdk/account.ts';
import type { Client } from '../sdk/client.ts';
import { graphemes } from '../ui/graphemes.ts';
import type { PasswordWish } from '../ui/own-commands.ts';
import type { Prompt } from './overlay.ts';

/** What the server takes at most; more is not typed but pasted by mistake. */
const maxTyped = 1_000;

export interface DialogParts {
  readonly client: Pick<
    Client,
    'getState' | 'notice' | 'logIn' | 'register' | 'changePassword' | 'unregister'
  >;
  /** Where the server is, if somebody between could read the password. */
  readonly readableTo: string | undefined;
  /** On the screen; undefined: gone from it. */
  readonly show: (prompt: Prompt | undefined) => void;
  readonly later: (delayMs: number, run: () => void) => () => void;
  /** It is done: the session is one's own from here on. */
  readonly done: () => void;
}

/** One question, and the answer in it. */
interface Step {
  readonly label: string;
  /** Why the answer can't be so; undefined: it can. */
  readonly check?: (answer: string, before: readonly string[]) => string | undefined;
}

interface Plan {
  readonly steps: readonly Step[];
  readonly act: (answers: readonly string[]) => Promise<Refused | undefined>;
  readonly told: string | undefined;
}

const isNew = (answer: string): string | undefined =>
  [...answer].length < limits.minPasswordLength
    ? `It takes ${limits.minPasswordLength} characters or more.`
    : undefined;
const isSame = (answer: string, before: readonly string[]): string | undefined =>
  answer === before.at(-1) ? undefined : 'The two differ: type the new one again.';

/** Nothing of what is typed leaves it but to the server: it is in no state, no line, no file. */
export class PasswordDialog {
  readonly #parts: DialogParts;
  readonly #plan: Plan;
  #typed = '';
  #answers: string[] = [];
  #note = '';
  /** A yes is waited for, before anything is typed. */
  #isWarning: boolean;
  #isOver = false;
  #isBusy = false;
  #waitS = 0;
  #cancelWait: (() => void) | undefined;

  constructor(parts: DialogParts, wish: PasswordWish) {
    this.#parts = parts;
    this.#plan = planFor(parts.client, wish);
    this.#isWarning = parts.readableTo !== undefined;
    this.#show();
  }

  /** What is typed now counts. */
  get isListening(): boolean {
    return !this.#isBusy && this.#waitS === 0;
  }

  /** Typed or pasted; line ends are none of it. */
  type(text: string): void {
    if (this.#isBusy) return;
    if (this.#isWarning) {
      if (text.toLowerCase() !== 'y') return this.leave();
      this.#isWarning = false;
      return this.#show();
    }
    this.#typed = (this.#typed + text.replace(/[\r\n]/g, '')).slice(0, maxTyped);
  }

  eraseOne(): void {
    this.#typed = [...graphemes(this.#typed)].slice(0, -1).join('');
  }

  eraseAll(): void {
    this.#typed = '';
  }

  /** Enter. */
  give(): void {
    if (this.#isBusy || this.#isWarning || this.#waitS > 0 || this.#typed === '') return;
    const answer = this.#typed;
    this.#typed = '';
    const problem = this.#step?.check?.(answer, this.#answers);
    this.#note = problem ?? '';
    if (problem === undefined) this.#answers.push(answer);
    // Which of the two was mistyped nobody knows.
    else if (this.#step?.check === isSame) this.#answers.pop();
    if (this.#step !== undefined) return this.#show();
    this.#ask();
  }

  leave(): void {
    this.#isOver = true;
    this.#forget();
    this.#cancelWait?.();
    this.#parts.show(undefined);
  }

  get #step(): Step | undefined {
    return this.#plan.steps[this.#answers.length];
  }

  #ask(): void {
    const answers = this.#answers;
    this.#forget();
    this.#isBusy = true;
    this.#note = 'One moment…';
    this.#show();
    void this.#plan.act(answers).then((refused) => this.#answered(refused));
  }

  #answered(refused: Refused | undefined): void {
    this.#isBusy = false;
    const { client, done } = this.#parts;
    if (refused === undefined) {
      if (!this.#isOver) this.leave();
      if (this.#plan.told !== undefined) client.notice(this.#plan.told);
      return done();
    }
    if (this.#isOver) return client.notice(refused.message, 'problem');
    this.#note = refused.message;
    this.#wait(Math.ceil((refused.retryAfterMs ?? 0) / 1_000));
  }

  /** Counts down: given before that, it would be refused again. */
  #wait(seconds: number): void {
    this.#waitS = seconds;
    this.#show();
    if (seconds > 0 && !this.#isOver) {
      this.#cancelWait = this.#parts.later(1_000, () => this.#wait(seconds - 1));
    } else if (this.#note !== '' && seconds === 0) this.#show();
  }

  #forget(): void {
    this.#typed = '';
    this.#answers = [];
  }

  #show(): void {
    if (this.#isOver) return;
    const { readableTo } = this.#parts;
    const wait = this.#waitS > 0 ? ` (${this.#waitS} s)` : '';
    this.#parts.show({
      kind: 'prompt',
      dialog: this,
      label: this.#isWarning ? 'Send it nevertheless? y/n' : (this.#step?.label ?? 'Password'),
      note: this.#isWarning
        ? `Others on the way can read a password: plain text to ${readableTo}`
        : `${this.#note}${wait}`,
      isBad: this.#isWarning || (this.#note !== '' && !this.#isBusy),
    });
  }
}

function planFor(client: DialogParts['client'], wish: PasswordWish): Plan {
  const { name: own, loggedOut } = client.getState().me;
  if (wish.does === 'logIn') {
    const name = wish.name.replace(/^@/, '') || (loggedOut ?? own);
    const steps = [{ label: `Password for ${name}` }];
    const act = ([password = '']: readonly string[]) => client.logIn(name, password);
    return { steps, act, told: undefined };
  }
  if (wish.does === 'register') {
    const steps = [
      { label: `A password for ${own}`, check: isNew },
      { label: 'The same again', check: isSame },
    ];
    const act = ([password = '']: readonly string[]) => client.register(password, wish.code);
    return { steps, act, told: `${own} is yours now: /login ${own} comes in from anywhere.` };
  }
  if (wish.does === 'unregister') {
    const steps = [{ label: `Your password, to delete the account ${own}` }];
    return { steps, act: ([password = '']) => client.unregister(password), told: undefined };
  }
  const steps = [
    { label: `Your password as it is` },
    { label: 'The new one', check: isNew },
    { label: 'The new one again', check: isSame },
  ];
  return {
    steps,
    act: ([old = '', next = '']) => client.changePassword(old, next),
    told: 'Your password is another one now; all other sessions are logged out.',
  };
}
