import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SlowMode } from '../../../src/server/core/slow-mode.ts';

describe('slow mode', () => {
  it('lets each person speak once in so many seconds, in each room', () => {
    const slow = new SlowMode();
    assert.equal(slow.take('ops', 'ann', 10, 1000), 0);
    assert.equal(slow.take('ops', 'ann', 10, 4000), 7000);
    assert.equal(slow.take('ops', 'ben', 10, 4000), 0);
    assert.equal(slow.take('dev', 'ann', 10, 4000), 0);
    assert.equal(slow.take('ops', 'ann', 10, 11_000), 0);
    assert.equal(slow.take('ops', 'ann', 0, 11_001), 0);
  });

  it('makes nobody wait longer than it says, even where the clock was set back', () => {
    const slow = new SlowMode();
    slow.take('ops', 'ann', 10, 1_000_000);
    assert.equal(slow.take('ops', 'ann', 10, 0), 10_000);
  });

  it('forgets who may speak again, and never holds more than its bound', () => {
    const slow = new SlowMode();
    for (let number = 0; number < 1000; number++) slow.take('ops', `p${number}`, 10, number);
    slow.take('ops', 'last', 10, 20_000);
    assert.equal(slow.size, 1);
    for (let number = 0; number < 100_010; number++) slow.take('ops', `q${number}`, 9999, 20_001);
    assert.equal(slow.size, 100_000);
  });
});
