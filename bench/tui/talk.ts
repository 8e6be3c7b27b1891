// What is said in the room of the benchmark: the n-th message is always the same, in any protocol.

export interface Said {
  readonly seq: number;
  readonly sender: string;
  readonly content: string;
  readonly timestamp: string;
}

export const room = 'general';
export const people = Array.from(
  { length: 20 },
  (_, number) => `${'abcdefghij'[number % 10]}nn${number}`,
);

const words = [
  ...[
    'the',
    'deploy',
    'is',
    'through',
    'but',
    'one',
    'index',
    'worker',
    'falls',
    'behind',
    'when',
    'a',
  ],
  ...[
    'log',
    'rotates',
    'somebody',
    'should',
    'look',
    'at',
    'it',
    'before',
    'tonight',
    'please',
    'ok',
    'and',
  ],
];
const firstAt = Date.now() - 24 * 3_600_000;

/** Some 60 characters, every tenth message several lines of a screen. */
export function said(seq: number): Said {
  const length = seq % 10 === 0 ? 50 : 5 + ((seq * 7) % 13);
  const text = Array.from({ length }, (_, at) => words[(seq * 5 + at * 11) % words.length]);
  return {
    seq,
    sender: people[(seq >> 1) % people.length] as string,
    content: `${mark(seq)} ${text.join(' ')}`,
    timestamp: new Date(firstAt + seq * 400).toISOString(),
  };
}

/** By which a message is known on the screen. */
export function mark(seq: number): string {
  return `m${seq}.`;
}
