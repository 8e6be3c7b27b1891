// A log with one long room: messages of many lengths by some dozens of people, the same bytes each time.
import { writeFileSync } from 'node:fs';
import { formatEntry, logHeader } from '../../src/protocol/log-line.ts';
import type { Entry } from '../../src/protocol/messages.ts';

export const room = 'general';

const people = 40;
const words = 'the deploy is to server and message a look at this when you can it works here'.split(
  ' ',
);

export function makeRoom(path: string, messages: number): void {
  const random = chance(1);
  const lines = Array.from({ length: messages }, (_, at) => formatEntry(entry(at + 1, random)));
  writeFileSync(path, `${logHeader}\n${lines.join('\n')}\n`, { mode: 0o600 });
}

function entry(seq: number, random: () => number): Entry {
  const person = Math.floor(people ** random());
  const atMs = Date.UTC(2026, 0, 1) + seq * 20_000;
  return {
    room,
    seq,
    kind: 'text',
    sender: `user${person}`,
    content: text(random),
    timestamp: new Date(atMs).toISOString(),
    id: `s${person}-${seq.toString(36)}`,
  };
}

/** Mostly a line or two; now and then code, a link, a long one. */
function text(random: () => number): string {
  const kind = random();
  const said = () => words[Math.floor(random() * words.length)] ?? '';
  const some = (count: number) => Array.from({ length: count }, said).join(' ');
  if (kind < 0.02) return `here:\n\`\`\`\n${some(6)}\n${some(4)}\n\`\`\``;
  if (kind < 0.06) return `${some(4)} https://example.org/${said()}?id=${Math.floor(kind * 1e6)}`;
  if (kind < 0.1) return some(80);
  return some(2 + Math.floor(random() * 14));
}

/** xorshift32: 0 to 1. */
function chance(from: number): () => number {
  let seed = from;
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4_294_967_296;
  };
}
