// Messages by seq: no hole, no double, bounded; whatever order they come in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, Timeline } from '../../src/sdk/state.ts';
import {
  addNotice,
  append,
  begin,
  canHoldOlder,
  emptyTimeline,
  fill,
  isBehind,
  messagesAfter,
  newestOf,
  prepend,
  timelineLimits,
} from '../../src/sdk/timeline.ts';
import { fc } from '../support/generated.ts';
import { message } from './scene.ts';

const log = (count: number, first = 1): Message[] =>
  Array.from({ length: count }, (_, index) => message(first + index, first + index - 1));

const held = (timeline: Timeline) =>
  timeline.items
    .slice(0)
    .filter((item) => item.type === 'message')
    .map(({ seq }) => seq);

test('what comes before the first backlog waits for it', () => {
  const early = append(emptyTimeline, [message(8, 7)]);
  assert.deepEqual(held(early), []);
  assert.equal(isBehind(early), false, 'there is nothing to ask from');
  assert.deepEqual(held(begin(early, [message(6, 0), message(7, 6)], 7)), [6, 7, 8]);
});

test('an empty backlog of a room that has messages begins after them', () => {
  const timeline = begin(emptyTimeline, [], 12);
  assert.equal(timeline.hasOlder, true);
  assert.deepEqual(held(append(timeline, [message(15, 12)])), [15]);
});

test('in whatever order and however often messages arrive, they end up as in the log', () => {
  const all = log(30);
  fc.assert(
    fc.property(fc.array(fc.nat(29), { maxLength: 200 }), (order) => {
      let timeline = begin(emptyTimeline, [], 0);
      for (const index of order) timeline = append(timeline, [all[index] as Message]);
      timeline = append(timeline, all);
      assert.deepEqual(
        held(timeline),
        all.map(({ seq }) => seq),
      );
      assert.equal(isBehind(timeline), false);
      assert.deepEqual(timeline.ahead, []);
    }),
    { seed: 1 },
  );
});

test('nothing is held after a hole, and a page that fills it brings all that came meanwhile', () => {
  const all = log(10);
  let timeline = begin(emptyTimeline, all.slice(0, 2), 2);
  timeline = append(timeline, all.slice(5));
  assert.deepEqual(held(timeline), [1, 2]);
  assert.equal(isBehind(timeline), true);
  timeline = fill(timeline, all.slice(2, 4));
  assert.equal(isBehind(timeline), true);
  timeline = fill(timeline, all.slice(4, 5));
  assert.equal(isBehind(timeline), false);
  assert.equal(timeline.newest, 10);
});

test('more than can wait behind a hole is dropped, and asked for again', () => {
  const { maxAhead } = timelineLimits;
  const all = log(maxAhead + 100);
  let timeline = begin(emptyTimeline, [], 0);
  timeline = append(timeline, all.slice(1));
  assert.equal(timeline.ahead.length, maxAhead);
  timeline = fill(timeline, all.slice(0, 1));
  assert.equal(timeline.newest, maxAhead + 1);
  assert.equal(isBehind(timeline), true, 'the dropped ones are known to be missing');
  timeline = fill(timeline, all.slice(maxAhead + 1));
  assert.equal(isBehind(timeline), false);
  assert.equal(held(timeline).length, all.length);
});

test('an answer with nothing new counts as a stall, one that ends the gap does not', () => {
  const behind = append(begin(emptyTimeline, [], 0), [message(9, 7)]);
  assert.equal(fill(behind, []).stalls, 1);
  assert.equal(fill(fill(behind, []), [message(7, 0)]).stalls, 0);
  const complete = begin(emptyTimeline, [message(1, 0)], 1);
  assert.equal(fill(complete, []).stalls, 0, 'nothing was missing');
});

test('known messages of an older page are left out, and its end is known', () => {
  const timeline = begin(emptyTimeline, [message(5, 4)], 5);
  const older = prepend(timeline, [message(3, 2), message(4, 3), message(5, 4)], true);
  assert.deepEqual(held(older), [3, 4, 5]);
  assert.equal(older.hasOlder, true);
  assert.equal(prepend(older, [message(2, 0)], false).hasOlder, false);
  assert.equal(prepend(older, [], true).hasOlder, false, 'it would be asked for ever');
});

test('the oldest are dropped, many at once, and can be asked for again', () => {
  const { maxItems, slackItems } = timelineLimits;
  let timeline = begin(emptyTimeline, [], 0);
  timeline = append(timeline, log(maxItems + slackItems));
  assert.equal(timeline.items.length, maxItems + slackItems);
  assert.equal(timeline.hasOlder, false);
  timeline = append(timeline, log(1, maxItems + slackItems + 1));
  assert.equal(timeline.items.length, maxItems);
  assert.equal(timeline.oldest, slackItems + 2);
  assert.equal(timeline.hasOlder, true);
  assert.equal(canHoldOlder(timeline), false);
});

test('of a room that nobody reads back in the newest are kept, and the rest can be asked for', () => {
  const { maxNewest, slackNewest } = timelineLimits;
  const timeline = append(begin(emptyTimeline, [], 0), log(maxNewest + slackNewest));
  assert.equal(newestOf(timeline), timeline);
  const fewer = newestOf(append(timeline, log(1, maxNewest + slackNewest + 1)));
  assert.deepEqual(
    [fewer.items.length, fewer.oldest, fewer.hasOlder, fewer.newest],
    [maxNewest, slackNewest + 2, true, maxNewest + slackNewest + 1],
  );
  assert.equal(canHoldOlder(fewer), true);
});

test('the oldest notices are dropped, messages stay', () => {
  let timeline = begin(emptyTimeline, log(3), 3);
  const { maxNotices, slackNotices } = timelineLimits;
  for (let number = 0; number <= maxNotices + slackNotices; number += 1) {
    const notice = { type: 'notice', kind: 'info', text: 'x', at: 0, after: 3, number } as const;
    timeline = addNotice(timeline, notice);
  }
  assert.deepEqual(held(timeline), [1, 2, 3]);
  assert.equal(timeline.items.length, 3 + maxNotices);
  const first = timeline.items.at(3);
  assert.equal(first?.type === 'notice' && first.number, slackNotices + 1);
});

test('the messages after a place are found among notices', () => {
  let timeline = begin(emptyTimeline, log(3), 3);
  const notice = { type: 'notice', kind: 'info', text: 'x', at: 0, after: 3, number: 1 } as const;
  timeline = append(addNotice(timeline, notice), [message(4, 3)]);
  assert.deepEqual(
    messagesAfter(timeline, 2).map(({ seq }) => seq),
    [3, 4],
  );
});

test('what changes messages closes the chain, and is no item', () => {
  let timeline = begin(emptyTimeline, log(2), 2);
  timeline = append(timeline, [message(3, 2, { kind: 'reaction', content: '👍', target: 1 })]);
  assert.equal(timeline.newest, 3);
  assert.deepEqual(held(append(timeline, [message(4, 3)])), [1, 2, 4]);
  assert.deepEqual(
    messagesAfter(timeline, 1).map(({ seq }) => seq),
    [2, 3],
    'who asks what came hears of both',
  );
});

test('a page of nothing but changes still leads further back', () => {
  const timeline = begin(emptyTimeline, [message(5, 4)], 5);
  const changes = [3, 4].map((seq) => message(seq, seq - 1, { kind: 'delete', target: 1 }));
  const older = prepend(timeline, changes, true);
  assert.deepEqual([held(older), older.oldest, older.hasOlder], [[5], 3, true]);
});

test('what was dropped takes its changes with it', () => {
  const { maxItems, slackItems } = timelineLimits;
  let timeline = begin(emptyTimeline, log(maxItems + slackItems), maxItems + slackItems);
  const next = maxItems + slackItems + 1;
  timeline = append(timeline, [
    message(next, next - 1, { kind: 'edit', target: 1 }),
    message(next + 1, next, { kind: 'edit', target: next - 1 }),
    message(next + 2, next + 1),
  ]);
  assert.equal(timeline.fold.size, 1);
  assert.equal(timeline.floor, timeline.oldest && timeline.oldest - 1);
});

test('appending to 100,000 messages costs no more than to ten', () => {
  let timeline = begin(emptyTimeline, log(100_000), 100_000);
  const before = timeline.items;
  for (let seq = 100_001; seq <= 105_000; seq += 1) {
    timeline = append(timeline, [message(seq, seq - 1)]);
  }
  assert.equal(timeline.items.length, 105_000);
  assert.equal(before.length, 100_000, 'and who holds the older state sees no change');
});
