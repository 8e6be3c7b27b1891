// What a terminal sends when keys are pressed: chunks of text in, keys with names out.

// Ink's own `useInput` gives a burst of keys as one string and cannot tell F1, so the client reads
// its keys here. Pure but for what is pending; nothing is lost however the chunks are cut.

/** A key by its name (`ctrl-a`, `alt-left`, `f1`), or text that was typed or pasted. */
export type Key =
  | { readonly name: 'text' | 'paste'; readonly text: string }
  | { readonly name: string; readonly text?: undefined };

const esc = '\u001b';
const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** A reply of the terminal that never ends is given up after so many characters. */
const maxReplyLength = 4096;

const finals: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'center',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
  M: 'enter',
  I: 'focus-in',
  O: 'focus-out',
};

const numbers: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\0': 'ctrl-space',
  '\u001c': 'ctrl-\\',
  '\u001d': 'ctrl-]',
  '\u001e': 'ctrl-^',
  '\u001f': 'ctrl-_',
};

// The patterns are tried at the start of what is pending; `i` is what it begins with.
const csi = /^\u001b\[(\[[A-E]|[0-?]*[ -/]*[@-Z\\-~])/;
const ss3 = /^\u001bO([0-9;]*)([@-~])/;
const reply = /^\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/;
const unfinished =
  /^\u001b(?:\u001b?(?:\[[0-?]*[ -/]*|\[\[|O[0-9;]*)?|[\]PX^_][^\u0007\u001b]*\u001b?)$/;
const plainRun = /^[^\p{Cc}]+/u;

export class KeyReader {
  #pending = '';

  /** The keys that `chunk` completes, in order. */
  push(chunk: string): Key[] {
    this.#pending += chunk;
    const keys: Key[] = [];
    for (;;) {
      const step = nextKey(this.#pending);
      if (step === undefined) return keys;
      this.#pending = this.#pending.slice(step.length);
      if (step.key !== undefined) keys.push(step.key);
    }
  }

  /** Something has begun that may yet become another key, so the owner sets a short timer. */
  get isWaiting(): boolean {
    return this.#pending !== '' && !this.#pending.startsWith(pasteStart);
  }

  /** What is pending was meant as it stands: the Escape key, then the rest. */
  flush(): Key[] {
    const pending = this.#pending;
    this.#pending = '';
    if (!pending.startsWith(esc)) return [];
    const rest = this.push(pending.slice(1));
    return [{ name: 'escape' }, ...rest, ...(this.isWaiting ? this.flush() : [])];
  }
}

interface Step {
  readonly length: number;
  readonly key?: Key | undefined;
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
  if (matched !== null) return { length: matched[0].length, key: csiKey(matched[1] ?? '') };
  const application = ss3.exec(input);
  if (application !== null) {
    return {
      length: application[0].length,
      key: named(finals[application[2] ?? ''], application[1]),
    };
  }
  const answered = reply.exec(input);
  if (answered !== null) return { length: answered[0].length };
  if (unfinished.test(input) && input.length < maxReplyLength) return undefined;
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

function csiKey(body: string): Key | undefined {
  if (body.startsWith('[')) return { name: `f${'ABCDE'.indexOf(body[1] ?? '') + 1}` };
  const final = body.at(-1) ?? '';
  const [first = '', modifier] = body.slice(0, -1).split(';');
  if (final === '~') return named(numbers[first], modifier);
  if (final === 'u') return unicodeKey(Number(first.split(':')[0]), modifier);
  return /^[\d;:]*$/.test(body.slice(0, -1)) ? named(finals[final], modifier) : undefined;
}

/** A key as the kitty protocol and xterm's `modifyOtherKeys` tell it: by its character. */
function unicodeKey(codePoint: number, modifier: string | undefined): Key | undefined {
  if (!Number.isInteger(codePoint) || codePoint < 1 || codePoint > 0x10ffff) return undefined;
  const character = String.fromCodePoint(codePoint);
  const name = codePoint === 27 ? 'escape' : (controls[character] ?? character);
  const prefix = modifiers(modifier);
  if (name === character && (prefix === '' || prefix === 'shift-'))
    return { name: 'text', text: character };
  return { name: prefix + name };
}

function named(name: string | undefined, modifier: string | undefined): Key | undefined {
  return name === undefined ? undefined : { name: modifiers(modifier) + name };
}

/** The modifiers of a sequence: one more than the sum of shift 1, alt 2, ctrl 4, meta 8. */
function modifiers(parameter: string | undefined): string {
  const bits = Math.max(0, Number.parseInt(parameter ?? '1', 10) - 1 || 0);
  return (bits & 4 ? 'ctrl-' : '') + (bits & 10 ? 'alt-' : '') + (bits & 1 ? 'shift-' : '');
}

function controlKey(character: string): Key | undefined {
  const known = controls[character];
  if (known !== undefined) return { name: known };
  const code = character.charCodeAt(0);
  return code < 0x20 ? { name: `ctrl-${String.fromCharCode(code + 96)}` } : undefined;
}
