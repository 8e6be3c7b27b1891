import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../src/protocol/index.ts';
import { Hall } from '../../support/hall.ts';

/** More of them than one line can hold. */
const long = 'x'.repeat(4_000);

function message(seq: number, parts: Partial<Message> = {}): Message {
  const timestamp = '2026-11-20T12:00:00.000Z';
  const said = { room: 'general', kind: 'text', sender: 'ann', content: long } as const;
  return { ...said, seq, prev: 0, timestamp, ...parts };
}

test('results that one line can’t hold go on behind the last words that it holds', async () => {
  const hall = new Hall();
  const ann = hall.enter('ann', 'general');
  // Every message was edited, the oldest one last: so the newest words belong to the oldest.
  const messages = Array.from({ length: 100 }, (_, index) => message(index + 1));
  const changes = messages.map(({ seq }) => message(300 - seq, { kind: 'edit', target: seq }));
  hall.log.search = async ({ before }) => {
    const older = changes.filter(({ seq }) => seq < before).map(({ target }) => target);
    const found = messages.filter(({ seq }) => older.includes(seq));
    return { messages: found, changes: changes.toReversed(), isPartial: false };
  };
  const seqs: number[] = [];
  for (let before: unknown = 1_000; before !== undefined; ) {
    ann.say({ type: 'search', query: 'x', before, limit: 500 });
    await new Promise((resolve) => setImmediate(resolve));
    const results = ann.last('results');
    const page = results.messages as Message[];
    assert.ok(page.length > 0 && JSON.stringify(results).length < 1024 * 1024);
    assert.equal(results.more, results.before !== undefined);
    seqs.push(...page.map(({ seq }) => seq));
    before = results.before;
    ann.heard.length = 0;
  }
  assert.deepEqual(
    seqs,
    messages.map(({ seq }) => seq),
  );
});
