// What became of messages: the same whatever order their changes come in, and however often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptyFold,
  folded,
  foldLimits,
  isGone,
  pruned,
  talliesOf,
  textNow,
} from '../../src/sdk/fold.ts';
import type { Fold, Message } from '../../src/sdk/state.ts';
import { fc } from '../support/generated.ts';
import { message } from './scene.ts';

const targets = [1, 2, 3];
const senders = ['alice', 'bob'];

/** What is seen of the messages. */
function seen(fold: Fold) {
  return targets.map((seq) => {
    const revision = fold.get(seq);
    const text = textNow(message(seq, 0), revision);
    return { text, isGone: isGone(message(seq, 0), revision), tallies: talliesOf(revision, 'bob') };
  });
}

/** Changes as a log may have them: each `seq` once, reactions taken back among them. */
const logs: fc.Arbitrary<Message[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('edit', 'delete', 'reaction', 'reaction', 'take back'),
      on: fc.nat(2),
      by: fc.nat(1),
      content: fc.constantFrom('👍', '🎉'),
    }),
    { maxLength: 25 },
  )
  .map((changes) => {
    const log: Message[] = [];
    for (const [index, { kind, on, by, content }] of changes.entries()) {
      const given = log.filter((one) => one.kind === 'reaction');
      const taken = given[on % Math.max(1, given.length)]?.seq ?? 99;
      const target = kind === 'take back' ? taken : (targets[on] ?? 1);
      const isDelete = kind === 'delete' || kind === 'take back';
      log.push(
        message(10 + index, 0, {
          kind: isDelete ? 'delete' : kind,
          sender: senders[by] ?? '',
          content: isDelete ? '' : kind === 'edit' ? `edit ${index}` : content,
          target,
        }),
      );
    }
    return log;
  });

test('changes may come in any order, and again: what they make of the messages is the same', () => {
  const plays = logs.chain((log) =>
    fc.record({
      log: fc.constant(log),
      order: fc.array(fc.nat(Math.max(0, log.length - 1)), { maxLength: 60 }),
      rest: fc.shuffledSubarray(log, { minLength: log.length }),
    }),
  );
  fc.assert(
    fc.property(plays, ({ log, order, rest }) => {
      const early = order.flatMap((index) => log[index] ?? []);
      const fold = folded(folded(emptyFold, early), rest);
      assert.deepEqual(seen(fold), seen(folded(emptyFold, log)));
      assert.equal(folded(fold, early), fold, 'what is known changes nothing');
    }),
    { seed: 20261121, numRuns: 500 },
  );
});

const reaction = (seq: number, sender = 'bob', target = 1) =>
  message(seq, 0, { kind: 'reaction', content: '👍', sender, target });

test('a reaction that was taken back before it came does not count', () => {
  const back = message(12, 0, { kind: 'delete', content: '', target: 10 });
  assert.deepEqual(talliesOf(folded(emptyFold, [back, reaction(10)]).get(1), ''), []);
});

test('the newest edit counts, not the last that came; one without a text is none', () => {
  const edit = (seq: number, content: string) =>
    message(seq, 0, { kind: 'edit', content, target: 1 });
  const fold = folded(emptyFold, [edit(9, 'newer'), edit(8, 'older'), edit(10, '')]);
  assert.equal(fold.get(1)?.edit?.content, 'newer');
});

test('a change of one message leaves what became of the others the same objects', () => {
  const before = folded(emptyFold, [reaction(10, 'bob', 1), reaction(11, 'bob', 2)]);
  const after = folded(before, [reaction(12, 'carol', 2)]);
  assert.equal(after.get(1), before.get(1));
  assert.notEqual(after.get(2), before.get(2));
});

test('a flood of reactions is bounded, on one message and on all', () => {
  const { maxReactions, maxRevisions } = foldLimits;
  const flood = Array.from({ length: maxReactions + 50 }, (_, at) => reaction(10 + at, `p${at}`));
  assert.equal(folded(emptyFold, flood).get(1)?.reactions.length, maxReactions);
  const edits = Array.from({ length: maxRevisions + 10 }, (_, at) =>
    message(at + 1, 0, { kind: 'edit', target: at + 1 }),
  );
  const fold = pruned(folded(emptyFold, edits), 0);
  assert.equal(fold.size, maxRevisions);
  assert.equal(fold.get(10), undefined);
  assert.notEqual(fold.get(11), undefined, 'the newest are kept');
});

test('what belongs to messages that are no longer held goes, their reactions too', () => {
  const fold = folded(emptyFold, [reaction(10, 'bob', 1), reaction(11, 'bob', 5)]);
  const kept = pruned(fold, 5);
  assert.deepEqual([kept.size, kept.get(1), kept.get(10)], [2, undefined, undefined]);
});
