// Where lines and words begin and end in a text: what cursor keys move by.

/** Where the line that holds `index` begins. */
export function lineStart(text: string, index: number): number {
  return index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
}

/** Where the line that holds `index` ends, before its `\n`. */
export function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end === -1 ? text.length : end;
}

/** Where the word before `index` begins; what is no word is passed over. */
export function wordStart(text: string, index: number): number {
  const found = /[\p{L}\p{N}\p{M}_]*[^\p{L}\p{N}\p{M}_]*$/u.exec(text.slice(0, index));
  return found?.index ?? 0;
}

/** Where the word after `index` ends; what is no word is passed over. */
export function wordEnd(text: string, index: number): number {
  const found = /^[^\p{L}\p{N}\p{M}_]*[\p{L}\p{N}\p{M}_]*/u.exec(text.slice(index));
  return index + (found?.[0].length ?? 0);
}
