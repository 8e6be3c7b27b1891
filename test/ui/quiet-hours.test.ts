// Quiet hours: what people write for them, and when they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isQuietAt, readQuietHours } from '../../src/ui/quiet-hours.ts';

test('hours are read as people write them, and shown in one form', () => {
  const forms = ['22:00-07:00', '22-7', '22:00 – 7:00', '22 to 07', ' 22:00-7 '];
  assert.deepEqual(new Set(forms.map(readQuietHours)), new Set(['22:00-07:00']));
  assert.equal(readQuietHours('20:30-24:00'), '20:30-00:00');
  for (const off of ['off', 'OFF', 'none', '']) assert.equal(readQuietHours(off), 'off');
});

test('what is no time, and what begins when it ends, is none', () => {
  for (const text of [
    'night',
    '22:00',
    '25-7',
    '22:60-7',
    '24:30-7',
    '7-7',
    '0-24',
    '22-7-9',
    '2²-7',
  ])
    assert.equal(readQuietHours(text), undefined, text);
});

/** Whether it is quiet at that time of a day in UTC, where clocks are so many minutes ahead. */
const isQuiet = (quiet: string, time: string, aheadMinutes = 0): boolean =>
  isQuietAt(quiet, Date.parse(`2026-11-20T${time}Z`), () => aheadMinutes);

test('over midnight too they hold from the first minute up to the last', () => {
  const times = ['21:59:59', '22:00:00', '00:00:00', '06:59:59', '07:00:00', '12:00:00'];
  const quiet = times.filter((time) => isQuiet('22:00-07:00', time));
  assert.deepEqual(quiet, ['22:00:00', '00:00:00', '06:59:59']);
  const noon = times.filter((time) => isQuiet('12:00-13:30', time));
  assert.deepEqual(noon, ['12:00:00']);
  assert.deepEqual(times.map((time) => isQuiet('off', time)).includes(true), false);
  assert.ok(isQuiet('20:00-00:00', '23:59:59') && !isQuiet('20:00-00:00', '00:00:00'));
});

test('the clock on the wall counts, not that of Greenwich', () => {
  assert.ok(isQuiet('22:00-07:00', '20:30:00', 120));
  assert.ok(!isQuiet('22:00-07:00', '23:00:00', -300));
});
