// The names that a client gives its messages: short, for they go to every member and into the log.

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const runLength = 6;

/**
 * `k3fQ9z-1`, `k3fQ9z-2`: a random word for this run, and a count.
 * The word keeps two runs that share a session from giving one id to two messages, of which the
 * server would drop the second: with 6 letters, 1,000 runs do so with a chance of 1 in 100,000.
 */
export function messageIds(random: () => number): () => string {
  let run = '';
  while (run.length < runLength) run += letters[Math.floor(random() * letters.length)] ?? 'a';
  let count = 0;
  return () => {
    count += 1;
    return `${run}-${count.toString(36)}`;
  };
}
