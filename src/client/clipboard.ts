// Copying into the clipboard of the terminal (OSC 52): only ever by the person's own key.

/** What xterm takes, which takes least: 100,000 characters of base64. */
export const maxCopiedBytes = 74_994;

/** Undefined: it is too much for a terminal. */
export function copySequence(text: string): string | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length > maxCopiedBytes) return undefined;
  return `\u001b]52;c;${bytes.toString('base64')}\u001b\\`;
}
