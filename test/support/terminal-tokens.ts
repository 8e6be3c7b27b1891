// What a terminal makes of bytes: text, and the sequences between it, each whole.

/** A piece of output; text has no control characters in it. */
export interface Token {
  readonly kind: 'text' | 'control' | 'sequence';
  readonly text: string;
}

// As ECMA-48 and xterm have it, and strictly: what is begun and not ended is a control by itself.
const csi = /\u001b\[[0-?]*[ -/]*[@-~]/;
const string = /\u001b[\]PX^_][^\u0000-\u001f\u007f-\u009f]*(?:\u0007|\u001b\\)/;
const single = /\u001b[ -/]*[0-OQ-WYZ\\`-~]/;
const control = /[\p{Cc}]/u;
const text = /[^\p{Cc}]+/u;
const anyToken = new RegExp(
  `(${csi.source}|${string.source}|${single.source})|(${control.source})|(${text.source})`,
  'gu',
);

export function tokensOf(output: string): Token[] {
  return Array.from(output.matchAll(anyToken), ([whole, sequence, control]) => {
    if (sequence !== undefined) return { kind: 'sequence', text: sequence };
    return { kind: control === undefined ? 'text' : 'control', text: whole };
  });
}

/** All that is neither text nor allowed, as JSON shows it. */
export function foreignIn(output: string, allowed: readonly RegExp[]): string[] {
  return tokensOf(output)
    .filter(({ kind, text: token }) => kind !== 'text' && !allowed.some((one) => one.test(token)))
    .map(({ text: token }) => JSON.stringify(token));
}
