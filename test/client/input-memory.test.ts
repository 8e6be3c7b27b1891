// What is kept of the input lines, and how two clients' memories become one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createMemoryFormat,
  editorsFrom,
  type InputMemory,
  maxInputBytes,
  mergeMemories,
  parseMemory,
  type RoomInput,
  remembered,
} from '../../src/client/input-memory.ts';
import {
  type Editor,
  edits,
  emptyEditor,
  insert,
  submitted,
} from '../../src/client/line-editor.ts';
import { fc } from '../support/generated.ts';

const formatMemory = (memory: InputMemory) => createMemoryFormat()(memory);

const write = (editor: Editor, text: string) => insert(editor, text);
const send = (editor: Editor, text: string) => submitted(insert(editor, text));
const isSecret = (text: string) => text.startsWith('/login');

function after(
  before: Editor,
  editor: Editor,
  memory: InputMemory = new Map(),
  now = 1000,
): RoomInput {
  const change = { before, after: editor };
  const room = remembered(memory, 'ops', change, now, isSecret).get('ops');
  return room ?? { sent: [], draft: { at: 0, text: '' } };
}

test('what was sent is history again, what was not is a draft again', () => {
  const editor = write(send(send(emptyEditor, 'one'), 'two'), 'thr');
  const memory = new Map([['ops', after(emptyEditor, editor)]]);
  const kept = parseMemory(formatMemory(memory)) ?? new Map();
  const again = editorsFrom(kept).get('ops');
  assert.deepEqual([again?.text, again?.cursor, again?.history], ['thr', 3, ['one', 'two']]);
  assert.equal(again && edits.up(again).text, 'two');
});

test('several sent in one moment keep their order, also when the clock goes back', () => {
  const first = send(send(emptyEditor, 'one'), 'two');
  const memory = new Map([['ops', after(emptyEditor, first, new Map(), 5000)]]);
  const { sent } = after(first, send(first, 'three'), memory, 10);
  assert.deepEqual(sent, [
    { at: 5000, text: 'one' },
    { at: 5001, text: 'two' },
    { at: 5002, text: 'three' },
  ]);
});

test('a full history goes on, and nothing is taken for new that is not', () => {
  let editor = emptyEditor;
  for (let count = 0; count < 500; count += 1) editor = send(editor, `text ${count % 3}`);
  const next = send(editor, 'new');
  assert.deepEqual(
    after(editor, next).sent.map(({ text }) => text),
    ['new'],
  );
});

test('a secret is not kept, neither sent nor as a draft; the line before it is', () => {
  const sent = send(send(emptyEditor, 'hello'), '/login alice s3cret');
  assert.deepEqual(
    after(emptyEditor, sent).sent.map(({ text }) => text),
    ['hello'],
  );
  assert.equal(after(emptyEditor, write(emptyEditor, '/login alice s3')).draft.text, '');
});

test('what was called back unchanged is no draft', () => {
  const before = write(send(emptyEditor, 'sent'), 'draft');
  const called = edits.up(before);
  assert.equal(called.text, 'sent');
  assert.equal(after(emptyEditor, called).draft.text, 'draft');
  assert.equal(after(emptyEditor, write(called, '!')).draft.text, 'sent!');
});

test('a draft that was sent does not come back from the other client’s file', () => {
  const draft = write(emptyEditor, 'hello');
  const first = new Map([['ops', after(emptyEditor, draft, new Map(), 100)]]);
  const second = new Map([['ops', after(draft, submitted(draft), first, 200)]]);
  assert.equal(mergeMemories(second, first).get('ops')?.draft.text, '');
  assert.equal(mergeMemories(first, second).get('ops')?.draft.text, '');
});

const sent = fc.record({ at: fc.nat(50), text: fc.string({ maxLength: 3 }) });
const room = fc.record({ sent: fc.uniqueArray(sent, { selector: ({ at }) => at }), draft: sent });
const memories = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), room, { noNullPrototype: true })
  .map(
    (rooms): InputMemory =>
      new Map(Object.entries(rooms).map(([name, one]) => [name, inOrder(one)])),
  );

function inOrder(one: RoomInput): RoomInput {
  return { ...one, sent: [...one.sent].sort((a, b) => a.at - b.at) };
}

test('merging loses nothing, doubles nothing, and does not ask who comes first', () => {
  fc.assert(
    fc.property(memories, memories, (one, other) => {
      const merged = mergeMemories(one, other);
      const texts = (memory: InputMemory) =>
        [...memory]
          .map(([name, { sent: all }]) => [name, all.map(({ at, text }) => [at, text])])
          .sort();
      assert.deepEqual(texts(merged), texts(mergeMemories(other, one)));
      assert.deepEqual(texts(mergeMemories(merged, other)), texts(merged));
      for (const [name, { sent: all }] of [...one, ...other]) {
        for (const { at, text } of all)
          assert.ok(merged.get(name)?.sent.some((item) => item.at === at && item.text === text));
      }
    }),
  );
});

test('what would be too much is left out, the oldest first, whole rooms and texts', () => {
  const long = (at: number) => ({ at, text: `${at} ${'ä'.repeat(10_000)}` });
  const rooms = Array.from({ length: 300 }, (_, index): [string, RoomInput] => [
    `room${index}`,
    { sent: [long(index), long(index + 1000)], draft: { at: index, text: '' } },
  ]);
  const written = formatMemory(new Map(rooms));
  assert.ok(Buffer.byteLength(written) <= maxInputBytes);
  const kept = parseMemory(written);
  assert.equal(kept?.get('room299')?.sent.length, 2);
  assert.equal(kept?.has('room0'), false);
  const many = Array.from({ length: 800 }, (_, at) => ({ at, text: 'x' }));
  const full = formatMemory(new Map([['a', { sent: many, draft: { at: 0, text: '' } }]]));
  assert.equal(parseMemory(full)?.get('a')?.sent.length, 500);
  assert.equal(parseMemory(full)?.get('a')?.sent.at(-1)?.at, 799);
});

test('what was made once is made the same again, and what has changed is new', () => {
  const format = createMemoryFormat();
  const room: RoomInput = { sent: [{ at: 1, text: 'ä"\n' }], draft: { at: 2, text: '👍' } };
  const memory = new Map([
    ['a', room],
    ['b', room],
  ]);
  assert.equal(format(memory), format(memory));
  assert.deepEqual(parseMemory(format(memory)), memory);
  const next = new Map(memory).set('a', { ...room, draft: { at: 3, text: '' } });
  assert.deepEqual(parseMemory(format(next)), next);
});

test('what is not such a file is none', () => {
  const wrong = [
    '',
    'x',
    '[]',
    '{}',
    '{"version":2,"rooms":{}}',
    '{"version":1,"rooms":{"a":1}}',
    'null',
  ];
  for (const text of wrong) assert.equal(parseMemory(text), undefined, text);
  assert.equal(
    parseMemory('{"version":1,"rooms":{"a":{"sent":[{"at":1,"text":5}],"draft":""}}}'),
    undefined,
  );
});

test('a room may have any name that rooms have', () => {
  const one: RoomInput = { sent: [{ at: 1, text: 'x' }], draft: { at: 0, text: '' } };
  const kept = parseMemory(
    formatMemory(
      new Map([
        ['constructor', one],
        ['__proto__', one],
        ['@a+b', one],
      ]),
    ),
  );
  assert.deepEqual(
    [...(kept?.keys() ?? [])].filter((name) => name !== '__proto__'),
    ['constructor', '@a+b'],
  );
});
