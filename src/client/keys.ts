// What a terminal sends when keys are pressed: chunks of text in, keys with names and its answers out.

// Ink's own `useInput` gives a burst of keys as one string and cannot tell F1, so the client reads
// its keys here. Pure but for what is pending; nothing is lost however the chunks are cut.

import { controls, finals, modifiers, numbers } from './key-codes.ts';
import { unicodeKey } from './kitty-keys.ts';

/** A key by its name (`ctrl-a`, `alt-left`, `f1`), or text that was typed or pasted. */
export type Key =
  | { readonly name: 'text' | 'paste'; readonly text: string }
  | { readonly name: string; readonly text?: undefined };

const esc = '\u001b';
const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** A reply of the terminal that never ends is given up after so many characters. */
const maxReplyLength = 4096;

// The patterns are tried at the start of what is pending; `i` is what it begins with.
const csi = /^\u001b\[(\[[A-E]|[0-?]*[ -/]*[@-Z\\-~])/;
const ss3 = /^\u001bO([0-9;]*)([@-~])/;
const reply = /^\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/;
const unfinished =
  /^\u001b(?:\u001b?(?:\[[0-?]*[ -/]*|\[\[|O[0-9;]*)?|[\]PX^_][^\u0007\u001b]*\u001b?)$/;
// What only a terminal's answer begins like. One that is cut off by another key is still no text.
const replyStart = /^\u001b(?:\[[<=>?]|\]\d+;|P[\d>!])/;
const mouseReport = /^\u001b\[<(\d+);\d+;\d+([Mm])/;
const brokenReply =
  /^\u001b(?:\[[<=>?][0-?]*[ -/]*|(?:\]\d+;|P[\d>!])[^\u0007\u001b]*)(?=\u001b[^\\])/;
const plainRun = /^[^\p{Cc}]+/u;
// The rest of an answer whose Escape has been taken for the key.
const orphanedReply = /^(?:\[\?[\d;$]|\]\d+;)/;
const replyBegun = /^\u001b(?:\[|\]\d*)$/;
const orphanStart = /^(?:\[\??|\]\d*)$/;

export class KeyReader {
  readonly #onReply: (reply: string) => void;
  #pending = '';
  /** Answers of the terminal are awaited: what may be the begin of one is waited for longer. */
  #expectsReplies = false;
  /** The last thing that came was an Escape alone, which may have been an answer's first byte. */
  #hasFlushedEscape = false;

  /** `onReply` gets what the terminal says by itself, whole: no key, and nothing that was typed. */
  constructor(onReply: (reply: string) => void = () => {}) {
    this.#onReply = onReply;
  }

  expectReplies(expects: boolean): void {
    this.#expectsReplies = expects;
    this.#hasFlushedEscape &&= expects;
  }

  /** The keys that `chunk` completes, in order. */
  push(chunk: string): Key[] {
    this.#pending += chunk;
    if (this.#hasFlushedEscape && !this.#rejoined()) return [];
    const keys: Key[] = [];
    for (;;) {
      const step = nextKey(this.#pending);
      if (step === undefined) return keys;
      const taken = this.#pending.slice(0, step.length);
      this.#pending = this.#pending.slice(step.length);
      if (step.key !== undefined) keys.push(step.key);
      if (step.isReply) this.#onReply(taken);
    }
  }

  /** Something has begun that may yet become another key, so the owner sets a timer: short for a key. */
  get waitsFor(): 'nothing' | 'key' | 'reply' {
    if (this.#pending === '' || this.#pending.startsWith(pasteStart)) return 'nothing';
    const mayBeReply =
      this.#hasFlushedEscape || (this.#expectsReplies && replyBegun.test(this.#pending));
    return mayBeReply || replyStart.test(this.#pending) ? 'reply' : 'key';
  }

  get isWaiting(): boolean {
    return this.waitsFor !== 'nothing';
  }

  /** What is pending was meant as it stands: the Escape key, then the rest; half a reply was nothing. */
  flush(): Key[] {
    const pending = this.#pending;
    this.#pending = '';
    if (!pending.startsWith(esc)) {
      this.#hasFlushedEscape = false;
      return this.push(pending);
    }
    if (replyStart.test(pending)) return [];
    this.#hasFlushedEscape = this.#expectsReplies && pending === esc;
    if (this.#hasFlushedEscape) return [{ name: 'escape' }];
    const rest = this.push(pending.slice(1));
    return [{ name: 'escape' }, ...rest, ...(this.isWaiting ? this.flush() : [])];
  }

  /** Whether it is known what follows an Escape that was taken for the key; if an answer, it is whole again. */
  #rejoined(): boolean {
    if (orphanStart.test(this.#pending)) return false;
    this.#hasFlushedEscape = false;
    if (orphanedReply.test(this.#pending)) this.#pending = esc + this.#pending;
    return true;
  }
}

interface Step {
  readonly length: number;
  readonly key?: Key | undefined;
  readonly isReply?: boolean;
}

function nextKey(input: string): Step | undefined {
  const first = input[0];
  if (first === undefined) return undefined;
  if (first === esc) return escapeSequence(input);
  const run = plainRun.exec(input)?.[0];
  if (run !== undefined) return { length: run.length, key: { name: 'text', text: run } };
  return { length: 1, key: controlKey(first) };
}

function escapeSequence(input: string): Step | undefined {
  if (input.startsWith(pasteStart)) return pasted(input);
  const matched = csi.exec(input);
  const report = mouseReport.exec(input);
  if (report !== null) return { length: report[0].length, key: mouseKey(report) };
  if (matched !== null && replyStart.test(input))
    return { length: matched[0].length, isReply: true };
  if (matched !== null) return { length: matched[0].length, key: csiKey(matched[1] ?? '') };
  const application = ss3.exec(input);
  if (application !== null) {
    return {
      length: application[0].length,
      key: named(finals[application[2] ?? ''], application[1]),
    };
  }
  const answered = reply.exec(input);
  if (answered !== null) return { length: answered[0].length, isReply: true };
  const broken = brokenReply.exec(input);
  if (broken !== null) return { length: broken[0].length };
  if (unfinished.test(input)) {
    if (input.length < maxReplyLength) return undefined;
    if (replyStart.test(input)) return { length: input.length };
  }
  return altKey(input);
}

function pasted(input: string): Step | undefined {
  const end = input.indexOf(pasteEnd, pasteStart.length);
  if (end === -1) return undefined;
  return {
    length: end + pasteEnd.length,
    key: { name: 'paste', text: input.slice(pasteStart.length, end) },
  };
}

/** Escape before a key is Alt with it. */
function altKey(input: string): Step {
  const inner = nextKey(input.slice(1));
  if (inner === undefined) return { length: 1, key: { name: 'escape' } };
  if (inner.key === undefined || inner.key.name === 'paste')
    return { length: 1, key: { name: 'escape' } };
  if (inner.key.name !== 'text')
    return { length: 1 + inner.length, key: { name: `alt-${inner.key.name}` } };
  const character = String.fromCodePoint(input.codePointAt(1) ?? 0);
  return { length: 1 + character.length, key: { name: `alt-${character}` } };
}

/** Of the mouse (SGR reports) the wheel alone; a click is nobody's key. */
function mouseKey([, button, end]: readonly string[]): Key | undefined {
  if (end !== 'M') return undefined;
  return button === '64'
    ? { name: 'wheel-up' }
    : button === '65'
      ? { name: 'wheel-down' }
      : undefined;
}

function csiKey(body: string): Key | undefined {
  if (body.startsWith('[')) return { name: `f${'ABCDE'.indexOf(body[1] ?? '') + 1}` };
  const final = body.at(-1) ?? '';
  const [first = '', modifier] = body.slice(0, -1).split(';');
  // A key that is let go of: never asked for.
  if (modifier?.endsWith(':3')) return undefined;
  if (final === '~') return named(numbers[first], modifier);
  if (final === 'u') return unicodeKey(first, modifiers(modifier));
  return /^[\d;:]*$/.test(body.slice(0, -1)) ? named(finals[final], modifier) : undefined;
}

function named(name: string | undefined, modifier: string | undefined): Key | undefined {
  return name === undefined ? undefined : { name: modifiers(modifier) + name };
}

function controlKey(character: string): Key | undefined {
  const known = controls[character];
  if (known !== undefined) return { name: known };
  const code = character.charCodeAt(0);
  return code < 0x20 ? { name: `ctrl-${String.fromCharCode(code + 96)}` } : undefined;
}
