import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProgressLine, progressLine } from '../../../src/server/commands/progress-line.ts';

const progress = { doneBytes: 310_000_000, allBytes: 500_000_000, elapsedMs: 23_000 };

describe('a line of progress', () => {
  it('says the part, the amount, the rate and the time that is left', () => {
    assert.equal(
      progressLine('index', progress, 70),
      'index  62%  █████████████░░░░░░░░  310 of 500 MB  13.5 MB/s  15 s left',
    );
  });

  it('never is wider than the terminal, and keeps the time left longest', () => {
    for (let columns = 1; columns <= 120; columns++) {
      assert.ok(progressLine('index', progress, columns).length <= columns, `${columns}`);
    }
    assert.equal(progressLine('index', progress, 40), 'index  62%  ██████████░░░░░░░  15 s left');
    assert.equal(progressLine('index', progress, 12), 'index  62%');
    assert.equal(progressLine('index', progress, 4), '62%');
  });

  it('tells no rate while that would be a guess, and minutes and hours where it takes long', () => {
    assert.doesNotMatch(progressLine('index', { ...progress, elapsedMs: 200 }, 80), /left|\/s/);
    assert.doesNotMatch(progressLine('index', { ...progress, doneBytes: 0 }, 80), /left|\/s/);
    const slow = { ...progress, doneBytes: 50_000_000 };
    assert.match(progressLine('index', { ...slow, elapsedMs: 20_000 }, 80), / 10% .* 3 min left$/);
    assert.match(progressLine('index', { ...slow, elapsedMs: 3_000_000 }, 80), / 8 h left$/);
  });

  it('is at an end where there is nothing to do', () => {
    const nothing = { doneBytes: 0, allBytes: 0, elapsedMs: 0 };
    assert.match(progressLine('index', nothing, 60), /^index 100% {2}█+ {2}0\.0 of 0\.0 MB$/);
  });

  it('is drawn ten times a second at most, in one line, which is empty at the end', () => {
    const written: string[] = [];
    const screen = { columns: () => 30, write: (text: string) => void written.push(text) };
    const line = new ProgressLine('index', screen);
    for (let elapsedMs = 0; elapsedMs < 1000; elapsedMs += 5) line.show({ ...progress, elapsedMs });
    line.clear();
    assert.equal(written.length, 11);
    assert.equal(written.at(-1), '\r\u001b[K');
    for (const text of written) assert.ok(text.startsWith('\r\u001b[K') && !text.includes('\n'));
  });

  it('is nothing where nobody looks, or nothing was drawn', () => {
    new ProgressLine('index', undefined).show(progress);
    const line = new ProgressLine('index', { columns: () => 80, write: assert.fail });
    line.clear();
  });
});
