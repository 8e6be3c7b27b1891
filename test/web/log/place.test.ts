import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, roomOf, shown } from '../../../src/web/log/place.ts';

test('the room stands after the # of the address, however it came there', () => {
  const rooms = {
    '': 'general',
    '#': 'general',
    '#ops': 'ops',
    '##ops': 'ops',
    '#%23ops': 'ops',
    '#@ann+ben': '@ann+ben',
    '#%40ann%2Bben': '@ann+ben',
    '#b%C3%BCro': 'büro',
    '#%': '%',
  };
  for (const [hash, room] of Object.entries(rooms)) assert.equal(roomOf(hash), room, hash);
  assert.deepEqual([shown('ops'), shown('@ann+ben')], ['#ops', '@ann+ben']);
});

test('its lines lie under the same prefix as the page, and a name is never a path', () => {
  const of = (room: string, base: string) => linesOf(room, base).href;
  assert.equal(of('ops', 'http://host/log/'), 'http://host/log/ops.txt');
  assert.equal(of('ops', 'http://host/log/#x'), 'http://host/log/ops.txt');
  assert.equal(of('ops', 'http://host/chat/log/index.html?raw'), 'http://host/chat/log/ops.txt');
  assert.equal(of('@ann+ben', 'http://host/log/'), 'http://host/log/%40ann%2Bben.txt');
  assert.equal(of('../metrics?', 'http://host/log/'), 'http://host/log/..%2Fmetrics%3F.txt');
});
