// What somebody means by a place: a hit, a day, a time, a word; by the clock on the wall.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLocal, localTime } from '../../src/sdk/local-time.ts';
import { readWhere } from '../../src/sdk/where.ts';

/** A Friday, 13:30 in UTC. */
const now = Date.parse('2026-11-20T13:30:00.000Z');
const utc = () => 0;

function moment(typed: string, offset: (atMs: number) => number = utc): string | undefined {
  const where = readWhere(typed, now, offset);
  return where && 'atMs' in where ? new Date(where.atMs).toISOString().slice(0, 19) : undefined;
}

test('a number is that of a hit', () => {
  assert.deepEqual(readWhere('3', now, utc), { hit: 3 });
  assert.deepEqual(readWhere(' ^12 ', now, utc), { hit: 12 });
  assert.deepEqual(readWhere('0', now, utc), { hit: 0 });
});

test('words mean what is unread, first or last', () => {
  assert.deepEqual(readWhere('unread', now, utc), { to: 'unread' });
  assert.deepEqual(readWhere('First', now, utc), { to: 'first' });
  assert.deepEqual(readWhere('start', now, utc), { to: 'first' });
  assert.deepEqual(readWhere('now', now, utc), { to: 'now' });
  assert.deepEqual(readWhere('end', now, utc), { to: 'now' });
});

test('a day begins at midnight', () => {
  const cases = {
    '2026-11-18': '2026-11-18T00:00:00',
    '2026-3-1': '2026-03-01T00:00:00',
    '18 Nov': '2026-11-18T00:00:00',
    '18. November': '2026-11-18T00:00:00',
    'nov 18': '2026-11-18T00:00:00',
    'Nov 18, 2025': '2025-11-18T00:00:00',
    '18 nov 2025': '2025-11-18T00:00:00',
    today: '2026-11-20T00:00:00',
    Yesterday: '2026-11-19T00:00:00',
  };
  for (const [typed, at] of Object.entries(cases)) assert.equal(moment(typed), at, typed);
});

test('a day of no year is the last one, and so is a weekday', () => {
  assert.equal(moment('20 Nov'), '2026-11-20T00:00:00');
  assert.equal(moment('21 Nov'), '2025-11-21T00:00:00');
  assert.equal(moment('24 dec'), '2025-12-24T00:00:00');
  assert.equal(moment('thursday'), '2026-11-19T00:00:00');
  assert.equal(moment('mon'), '2026-11-16T00:00:00');
  assert.equal(moment('friday'), '2026-11-13T00:00:00');
});

test('a time alone is the last one of it, with a day one of that day', () => {
  assert.equal(moment('13:30'), '2026-11-20T13:30:00');
  assert.equal(moment('9:05'), '2026-11-20T09:05:00');
  assert.equal(moment('14:30'), '2026-11-19T14:30:00');
  assert.equal(moment('2026-11-18 14:30'), '2026-11-18T14:30:00');
  assert.equal(moment('2026-11-18T14:30:07'), '2026-11-18T14:30:07');
  assert.equal(moment('monday 8:00'), '2026-11-16T08:00:00');
  assert.equal(moment('20 nov 2025 23:59'), '2025-11-20T23:59:00');
});

test('what is copied from the log is a time in UTC', () => {
  assert.equal(
    moment('2026-11-18T14:30:07.123Z', () => 120),
    '2026-11-18T14:30:07',
  );
  assert.equal(
    moment('2026-11-18T14:30Z', () => -300),
    '2026-11-18T14:30:00',
  );
});

test('a day is that of the clock on the wall', () => {
  assert.equal(
    moment('today', () => 120),
    '2026-11-19T22:00:00',
  );
  assert.equal(
    moment('today', () => 720),
    '2026-11-20T12:00:00',
  );
  assert.equal(
    moment('14:30', () => 120),
    '2026-11-20T12:30:00',
  );
  assert.equal(
    moment('yesterday', () => -840),
    '2026-11-18T14:00:00',
  );
});

test('where clocks are put on or back, the moment is that of its own day', () => {
  /** An hour more until the end of October. */
  const turn = Date.parse('2026-10-25T01:00:00.000Z');
  const berlin = (atMs: number) => (atMs < turn ? 120 : 60);
  assert.equal(moment('2026-10-25', berlin), '2026-10-24T22:00:00');
  assert.equal(moment('2026-10-26', berlin), '2026-10-25T23:00:00');
  for (const local of ['2026-10-25T00:30', '2026-10-25T03:30', '2026-11-01T12:00']) {
    const at = fromLocal(Date.parse(`${local}Z`), berlin);
    assert.equal(localTime(at, berlin).slice(0, 16), local);
  }
});

test('what is none of these is nothing', () => {
  const typed = [
    '',
    'soon',
    'we',
    '2026-02-30',
    '2026-13-01',
    '31 nov',
    '0 jan',
    '24:00',
    '12:60',
    'jan',
    '20 november 99999',
    '2026-11-20 soon',
    '1234567',
    'constructor',
    '-1',
    '2026-11-20T99:99Z',
    ' '.repeat(4_000),
    '1'.repeat(4_000),
    'a '.repeat(2_000),
  ];
  for (const one of typed) assert.equal(readWhere(one, now, utc), undefined, one.slice(0, 40));
});
