// Links in texts: where they begin and end, and the address that may be followed.

export interface Link {
  readonly start: number;
  readonly end: number;
}

const scheme = /(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:)/giu;
// What is never in a link that somebody wrote: spaces, quotes and angle brackets, what stands for
// characters that were made safe, and the punctuation of scripts that are written without spaces.
const rest =
  /[^\s<>"`\\\u2400-\u2424\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]*/uy;
const behindSentence = /[.,:;!?'’”»…*_~|]/u;
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The links of a text. What ends a sentence, or closes what was opened before, is no part of one. */
export function linksIn(text: string): Link[] {
  const found: Link[] = [];
  let last = 0;
  for (const { index: start, 0: opening } of text.matchAll(scheme)) {
    if (start < last) continue;
    rest.lastIndex = start + opening.length;
    const whole = opening + (rest.exec(text)?.[0] ?? '');
    const end = start + lengthOfLink(whole);
    last = end;
    if (end > start + opening.length) found.push({ start, end });
  }
  return found;
}

function lengthOfLink(text: string): number {
  const open = new Map<string, number>();
  for (const character of text) open.set(character, (open.get(character) ?? 0) + 1);
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? '';
    const opening = brackets[last];
    const closers = open.get(last) ?? 0;
    const isUnbalanced = opening !== undefined && closers > (open.get(opening) ?? 0);
    if (!isUnbalanced && !behindSentence.test(last)) break;
    open.set(last, closers - 1);
  }
  return end;
}

const linkable = /^(?:https?:\/\/|mailto:)./isu;
const isPlain = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,=%]$/;

/** What VTE takes, and more than people write; a longer one is not passed on. */
const maxUriLength = 2083;

/**
 * The link as an address that can stand in an escape sequence or an attribute: printable ASCII without
 * `;`, all else percent-encoded. Undefined where it leads to nothing that should be opened.
 */
export function uriOf(link: string): string | undefined {
  if (!linkable.test(link)) return undefined;
  let uri = '';
  for (const character of link) {
    uri += isPlain.test(character) ? character : percentEncoded(character);
    if (uri.length > maxUriLength) return undefined;
  }
  return uri;
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
    '',
  );
}
