// How a sequence gets through tmux or screen to the terminal that they run in.
import type { Multiplexer } from './terminal-abilities.ts';

/** Screen keeps no more than this of one string. */
const screenChunk = 200;

/** Wrapped so that it is handed on; tmux does so only where `allow-passthrough` is on. */
export function passedThrough(sequence: string, multiplexer: Multiplexer): string {
  if (multiplexer === 'tmux')
    return `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  if (multiplexer !== 'screen') return sequence;
  // The end of a string inside would end the whole: there the bell stands for it.
  const inner = sequence.replace(/\u001b\\$/, '\u0007');
  const chunks = inner.match(new RegExp(`[\\s\\S]{1,${screenChunk}}`, 'g')) ?? [];
  return chunks.map((chunk) => `\u001bP${chunk}\u001b\\`).join('');
}
