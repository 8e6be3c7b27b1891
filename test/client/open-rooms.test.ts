// The rooms that were open, in a file.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { OpenRooms, readRoomsFile } from '../../src/client/open-rooms.ts';
import { room, stateOf } from './states.ts';

test('open rooms are kept in their order, without direct rooms and those that are refused', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'rooms.json');
  assert.deepEqual(readRoomsFile(path), []);
  const rooms = [
    room('ops'),
    room('@alice+bob'),
    room('secret', { refusal: 'no' }),
    room('general'),
  ];
  new OpenRooms(path, []).see(stateOf({}, rooms));
  assert.deepEqual(readRoomsFile(path), ['ops', 'general']);
  assert.equal(readFileSync(path, 'utf8'), '["ops","general"]');
  for (const broken of ['{', '7', '["a b", 3, "ops", "\\u001b[2J"]']) {
    writeFileSync(path, broken);
    assert.deepEqual(readRoomsFile(path), broken.includes('ops') ? ['ops'] : []);
  }
});
