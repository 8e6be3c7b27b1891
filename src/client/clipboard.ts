// Copying into the clipboard of the terminal (OSC 52): only ever by the person's own key.
import { passedThrough } from './multiplexer.ts';
import type { Multiplexer } from './terminal-abilities.ts';

/** What xterm takes, which takes least: 100,000 characters of base64. */
export const maxCopiedBytes = 74_994;

/** Undefined: it is too much for a terminal. */
export function copySequence(text: string, multiplexer: Multiplexer = 'none'): string | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length > maxCopiedBytes) return undefined;
  const sequence = `\u001b]52;c;${bytes.toString('base64')}\u001b\\`;
  // tmux takes it itself or passes it on, each only by its own setting: one of the two may be on.
  const direct = multiplexer === 'screen' ? '' : sequence;
  return multiplexer === 'none' ? direct : direct + passedThrough(sequence, multiplexer);
}
