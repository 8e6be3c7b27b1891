// Every way in which the promise of a chat can be broken, by name.

/** Every kind of fault, and what it means. */
export const faultKinds = {
  lost: 'acknowledged, but not in the log',
  doubled: 'in the log more than once',
  altered: 'acknowledged, but something else is in the log',
  invented: 'in the log, though nobody said it',
  'refused-but-stored': 'refused for good, but in the log',
  undecided: 'neither acknowledged nor refused when all was quiet',
  reordered: 'not in the order in which it was said, or in which the log has it',
  'seq-used-again': 'two messages have one seq',
  'time-went-back': 'older than what stands before it',
  torn: 'a line of the log that is no entry',
  undelivered: 'a connection that had joined did not get it',
  redelivered: 'a connection got it twice',
  'wrong-prev': 'its prev is not the message before it in its room',
  'heard-otherwise': 'what a member got is not what the log has',
  'not-shown': 'a member does not show what the log has',
  'shown-too-much': 'a member shows what the log does not have, or twice',
} as const;

export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  readonly kind: FaultKind | 'server-died' | 'not-quiet';
  readonly what: string;
}
