import assert from 'node:assert/strict';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { logHeader, parseEntry } from '../../../src/protocol/log-line.ts';
import { draft, entry, lines, openLog, writeLog } from './open-log.ts';

for (const durability of ['os', 'disk'] as const) {
  test(`with ${durability}, after rotation the log goes on in a new file (§7)`, async (t) => {
    const opened = await openLog(t, undefined, { durability });
    await opened.say({ content: 'one' }, { kind: 'topic', content: 'Kept' }, { room: 'ops' });
    const before = opened.text;
    renameSync(opened.path, `${opened.path}.1`);
    await opened.say({ content: 'into the old file' });
    const old = readFileSync(`${opened.path}.1`, 'utf8');
    assert.ok(old.startsWith(before) && old.includes('into the old file'));
    await opened.log.reopen();
    await opened.say({ content: 'into the new file' }, { room: 'ops' });
    assert.equal(statSync(opened.path).mode & 0o777, 0o600);
    assert.deepEqual(opened.text.split('\n').slice(0, 2), [logHeader, '# continues after 4']);
    assert.equal(readFileSync(`${opened.path}.1`, 'utf8'), old);
    assert.deepEqual(opened.events, [{ type: 'reopened', isNew: true }]);
    assert.deepEqual(opened.log.known('general'), { last: 5, topic: 'Kept' });
    const of = (room: string) => opened.messages.filter((message) => message.room === room);
    assert.deepEqual(opened.before('ops', 99, 9), of('ops'));
    assert.deepEqual(opened.after('general', 0, 9), of('general'));
    assert.equal(opened.messages.at(-1)?.prev, 3);
  });
}

test('no seq is used again where the server starts anew right after rotation', async (t) => {
  const opened = await openLog(t);
  await opened.say({}, {}, {});
  renameSync(opened.path, `${opened.path}.1`);
  await opened.log.reopen();
  await opened.log.close();
  const again = await openLog(t, opened.path);
  assert.equal(again.log.last, 3);
  again.wholeIndex();
  await again.say({});
  assert.equal(again.messages[0]?.seq, 4);
  assert.deepEqual(again.events, []);
});

test('nothing is lost or doubled where rotation comes in the middle of a burst', async (t) => {
  const opened = await openLog(t, undefined, { durability: 'disk', limits: { groupMessages: 5 } });
  const texts: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (let count = 0; count < 20; count++) opened.log.append(draft({ content: `${round}` }), '');
    await new Promise((resolve) => setImmediate(resolve));
    renameSync(opened.path, `${opened.path}.${round}`);
    await opened.log.reopen();
    texts.push(readFileSync(`${opened.path}.${round}`, 'utf8'));
  }
  await opened.log.close();
  const all = [...texts, opened.text]
    .join('')
    .split('\n')
    .flatMap((line) => parseEntry(line) ?? []);
  assert.deepEqual(
    all.map(({ seq }) => seq),
    Array.from({ length: 80 }, (_, index) => index + 1),
  );
  assert.equal(opened.messages.length, 80);
});

test('reopening without rotation changes nothing', async (t) => {
  const opened = await openLog(t);
  await opened.say({});
  await opened.log.reopen();
  await opened.say({});
  assert.deepEqual(opened.events, [{ type: 'reopened', isNew: false }]);
  assert.deepEqual(opened.before('general', 9, 9), opened.messages);
});

test('after copytruncate and SIGHUP the log goes on at the start of the emptied file', async (t) => {
  const opened = await openLog(t);
  await opened.say({}, {});
  writeFileSync(opened.path, '');
  await opened.log.reopen();
  await opened.say({ content: 'on' });
  assert.equal(parseEntry(opened.text.trimEnd())?.seq, 3);
  assert.equal(opened.after('general', 2, 9)[0]?.content, 'on');
});

test('two reopenings and a close at once come one after the other', async (t) => {
  const opened = await openLog(t);
  await opened.say({});
  renameSync(opened.path, `${opened.path}.1`);
  opened.log.append(draft({ content: 'queued' }), '');
  await Promise.all([opened.log.reopen(), opened.log.reopen(), opened.log.close()]);
  assert.equal(opened.messages.length, 2);
});

test('a reopening that fails leaves the log in the file where it was', async (t) => {
  const opened = await openLog(t);
  await opened.say({});
  renameSync(opened.path, `${opened.path}.1`);
  const { mkdirSync, rmdirSync } = await import('node:fs');
  mkdirSync(opened.path);
  await assert.rejects(opened.log.reopen(), { code: 'EISDIR' });
  await opened.say({ content: 'still here' });
  assert.match(readFileSync(`${opened.path}.1`, 'utf8'), /still here/);
  rmdirSync(opened.path);
  await opened.log.reopen();
  await opened.say({ content: 'new' });
  assert.match(opened.text, /new/);
});

test('a torn line in the file that is opened anew is set aside too', async (t) => {
  const opened = await openLog(t);
  await opened.say({});
  renameSync(opened.path, `${opened.path}.1`);
  writeLog(opened.path, [entry(50, { room: 'put-there' })]);
  writeFileSync(opened.path, `${logHeader}\n${lines([entry(50, { room: 'put-there' })])}torn`);
  await opened.log.reopen();
  assert.deepEqual(
    opened.events.map(({ type }) => type),
    ['torn-line', 'reopened'],
  );
  await opened.say({}, { room: 'put-there' });
  assert.deepEqual(
    opened.messages.slice(1).map(({ seq, prev }) => [seq, prev]),
    [
      [51, 1],
      [52, 50],
    ],
  );
});

test('rotation before all rooms are known keeps what the old file says of them', async (t) => {
  const opened = await openLog(t);
  await opened.log.close();
  const many = Array.from({ length: 300 }, (_, index) => entry(index + 2));
  writeLog(opened.path, [entry(1, { room: 'old', kind: 'topic', content: 'Past' }), ...many]);
  const again = await openLog(t, opened.path, { limits: { tailBytes: 500, blockBytes: 200 } });
  renameSync(again.path, `${again.path}.1`);
  await again.log.reopen();
  assert.deepEqual(again.find('old'), { last: 1, topic: 'Past' });
  await again.say({ room: 'old' });
  assert.equal(again.messages[0]?.prev, 1);
  assert.deepEqual(again.before('old', 999, 1), again.messages);
});

test('a log that was moved away and not reopened is reported, once', async (t) => {
  const opened = await openLog(t);
  await opened.log.checkPlace();
  assert.deepEqual(opened.events, []);
  renameSync(opened.path, `${opened.path}.1`);
  await opened.log.checkPlace();
  await opened.log.checkPlace();
  assert.deepEqual(opened.events, [{ type: 'moved-away' }]);
  await opened.log.reopen();
  await opened.log.checkPlace();
  assert.deepEqual(opened.events.at(-1), { type: 'reopened', isNew: true });
});

test('a copy of the log put in its place gives its oldest message with nothing before it', async (t) => {
  const opened = await openLog(t);
  await opened.say({ content: 'one' }, { content: 'two' });
  const copy = opened.text;
  renameSync(opened.path, `${opened.path}.1`);
  writeFileSync(opened.path, copy, { mode: 0o600 });
  await opened.log.reopen();
  const page = opened.before('general', 99, 9);
  assert.deepEqual(
    page.map(({ seq, prev }) => [seq, prev]),
    [
      [1, 0],
      [2, 1],
    ],
  );
});
