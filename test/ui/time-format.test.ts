// Times of day in each format, never wider than their column.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNewTime, showTime, timeFormats, timeWidth } from '../../src/ui/time-format.ts';
import { rowOf } from '../client/row-of.ts';

test('a time is shown as it was asked for', () => {
  const shown = timeFormats.map((format) => showTime('14:02', '07', format));
  assert.deepEqual(shown, ['14:02', '14:02:07', '2:02 pm', '2:02:07 pm', '']);
  assert.equal(showTime('00:30', '00', 'h:mm a'), '12:30 am');
  assert.equal(showTime('12:30', '00', 'h:mm a'), '12:30 pm');
});

test('every time of a day fits its column', () => {
  for (const format of timeFormats) {
    for (let hour = 0; hour < 24; hour += 1) {
      const time = `${String(hour).padStart(2, '0')}:59`;
      assert.ok(showTime(time, '59', format).length <= timeWidth(format), `${time} ${format}`);
    }
  }
});

test('a time is new where it reads differently from the one above', () => {
  const row = rowOf({ isNewMinute: false, isNewSecond: true });
  assert.deepEqual(
    timeFormats.map((format) => isNewTime(row, format)),
    [false, true, false, true, false],
  );
});
