// What waits on disk: in order, within a bound, private, and whole whoever else is at it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { tryLock } from '../../../src/client/sending/lock.ts';
import { OutboxFile } from '../../../src/client/sending/outbox-file.ts';
import type { KeptMessage } from '../../../src/sdk/kept.ts';

function pathFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deeper', 'outbox.db');
}

function message(id: string, fields: Partial<KeptMessage> = {}): KeptMessage {
  return { id, room: 'ops', kind: 'text', content: `about ${id}`, at: 1, ...fields };
}

const claim = { session: 'S1', token: 'T1' };

test('what is added is there for the next program, in its order, and for nobody else', (context) => {
  const path = pathFor(context);
  const file = new OutboxFile(path);
  assert.equal(file.add([message('a'), message('b')]), true);
  file.add([message('a', { content: 'another' })]);
  file.close();
  const again = new OutboxFile(path);
  assert.deepEqual(
    again.waiting().map((one) => one.message),
    [message('a'), message('b')],
  );
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('it is full at a thousand messages, and then takes nothing', (context) => {
  const file = new OutboxFile(pathFor(context));
  const many = Array.from({ length: 1_000 }, (_, index) => message(`m-${index}`));
  assert.equal(file.add(many), true);
  assert.equal(file.add([message('more')]), false);
  assert.equal(file.size, 1_000);
  assert.equal(file.drop('m-7'), true);
  assert.equal(file.add([message('more')]), true);
});

test('what is refused stays aside, and what waits for a closed room is passed over', (context) => {
  const file = new OutboxFile(pathFor(context));
  file.add([message('a'), message('b', { room: 'dev' }), message('c')]);
  file.refuse('a', 'It is not for you.');
  assert.equal(file.next()?.message.id, 'b');
  assert.equal(file.next(new Set(['dev']))?.message.id, 'c');
  assert.deepEqual(
    file.waiting().map(({ refused }) => refused),
    ['It is not for you.', undefined, undefined],
  );
});

test('of what was typed and refused the last hundred stay, so that there is room for more', (context) => {
  const file = new OutboxFile(pathFor(context));
  file.add([message('queued')]);
  file.refuse('queued', 'It is not for you.');
  const typed = Array.from({ length: 101 }, (_, index) => message(`m-${index}`));
  file.add(typed, { seat: 1 });
  for (const { id } of typed) file.refuse(id, 'You are muted.');
  const ids = file.waiting().map(({ message: { id } }) => id);
  assert.deepEqual([ids.length, ...ids.slice(0, 2)], [101, 'queued', 'm-1']);
});

test('what was queued and refused leaves its place to what waits, and its last thousand stay', (context) => {
  const file = new OutboxFile(pathFor(context));
  const many = (from: number) =>
    Array.from({ length: 1_000 }, (_, index) => message(`m-${from + index}`));
  for (const from of [0, 1_000]) {
    assert.equal(file.add(many(from)), true);
    for (const { id } of many(from).slice(0, 501)) file.refuse(id, 'It is not for you.');
    for (const { id } of many(from).slice(501)) file.sent(id, 1, '');
  }
  const ids = file.waiting().map(({ message: { id } }) => id);
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [1_000, 'm-2', 'm-1500']);
  assert.equal(file.add(many(2_000)), true);
});

test('before it is written, a message has its session; a named one is known again once it is sent', (context) => {
  const path = pathFor(context);
  const file = new OutboxFile(path);
  file.add([message('deploy-1')], { isNamed: true });
  const written = { session: 'S1', after: 7 };
  file.mark(message('deploy-1', { written }), claim);
  const [waiting] = new OutboxFile(path).waiting();
  assert.deepEqual([waiting?.message.written, waiting?.claim], [written, claim]);
  file.sent('deploy-1', 8, '{"seq":8}');
  assert.equal(file.size, 0);
  assert.deepEqual(file.runs.get('deploy-1'), {
    claim,
    acked: 1,
    refused: new Set(),
    doubt: undefined,
    after: 8,
    ack: '{"seq":8}',
  });
});

test('of two programs with one id the first one’s session counts, until the server does not know it', (context) => {
  const path = pathFor(context);
  const [one, other] = [new OutboxFile(path), new OutboxFile(path)];
  const late = { session: 'S2', token: 'T2' };
  assert.deepEqual(one.runs.claim('x', claim), claim);
  assert.deepEqual(other.runs.claim('x', late), claim);
  assert.deepEqual(one.runs.claim('x', { ...claim, token: 'T1b' }).token, 'T1b');
  assert.deepEqual(other.runs.claim('x', late, 'S1'), late);
});

test('in another session it is known in which one the next may have been written, until it is written in that', (context) => {
  const file = new OutboxFile(pathFor(context));
  file.runs.claim('x', claim);
  const later = { session: 'S2', token: 'T2' };
  file.runs.writing('x', 0, true);
  file.runs.claim('x', later, 'S1');
  file.runs.claim('x', { session: 'S3' }, 'S2');
  assert.deepEqual([file.runs.get('x')?.doubt, file.runs.get('x')?.after], ['S1', 0]);
  // One that was refused before says nothing of the next.
  file.runs.writing('x', 7, false);
  assert.equal(file.runs.get('x')?.doubt, 'S1');
  file.runs.writing('x', 7, true);
  assert.deepEqual([file.runs.get('x')?.doubt, file.runs.get('x')?.after], [undefined, 0]);
});

test('ids are forgotten, the oldest first, when there are too many', (context) => {
  const file = new OutboxFile(pathFor(context), { knownIds: 3 });
  for (let number = 0; number <= 3; number += 1) file.runs.claim(`id-${number}`, claim);
  assert.equal(file.runs.get('id-0'), undefined);
  assert.notEqual(file.runs.get('id-1'), undefined);
});

test('the lock is one program’s until it lets go', (context) => {
  const path = pathFor(context);
  new OutboxFile(path).close();
  const release = tryLock(`${path}.lock`);
  assert.equal(tryLock(`${path}.lock`), undefined);
  release?.();
  tryLock(`${path}.lock`)?.();
});
