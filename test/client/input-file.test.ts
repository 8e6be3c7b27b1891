// Input lines on the disk: when they are written, and what two clients of one person do to each other.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { InputFile } from '../../src/client/input-file.ts';
import { type Editor, emptyEditor, insert, submitted } from '../../src/client/line-editor.ts';
import { FakeClock } from '../support/fake-clock.ts';

function pathFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'server', 'input.json');
}

/** A client with its lines. */
function open(path: string, clock = new FakeClock()) {
  const problems: string[] = [];
  const file = new InputFile(path, clock, (problem) => problems.push(problem));
  const { editors, problem } = file.read();
  let lines = editors;
  const change = (room: string, how: (editor: Editor) => Editor) => {
    lines = new Map(lines).set(room, how(lines.get(room) ?? emptyEditor));
    file.see({ editors: lines, composing: new Map() });
  };
  return {
    clock,
    file,
    problem,
    problems,
    type: (room: string, text: string) => change(room, (editor) => insert(editor, text)),
    send: (room: string, text: string) => change(room, (editor) => submitted(insert(editor, text))),
    history: (room: string) => lines.get(room)?.history ?? [],
    text: (room: string) => lines.get(room)?.text ?? '',
  };
}

test('it is written a second after the change, not at every key', (context) => {
  const path = pathFor(context);
  const ann = open(path);
  ann.type('ops', 'h');
  ann.clock.advance(999);
  ann.type('ops', 'i');
  assert.equal(existsSync(path), false);
  ann.clock.advance(1);
  assert.equal(open(path).text('ops'), 'hi');
});

test('at the end what is not written yet is written at once', (context) => {
  const path = pathFor(context);
  const ann = open(path);
  ann.send('ops', 'one');
  ann.type('dev', 'two');
  ann.file.flush();
  const again = open(path);
  assert.deepEqual(
    [again.history('ops'), again.text('ops'), again.text('dev')],
    [['one'], '', 'two'],
  );
});

test('who has written nothing leaves no file', (context) => {
  const path = pathFor(context);
  open(path).file.flush();
  assert.equal(existsSync(dirname(path)), false);
});

test('two clients at the same time: each keeps what the other has sent', (context) => {
  const path = pathFor(context);
  const clock = new FakeClock();
  const [one, other] = [open(path, clock), open(path, clock)];
  one.send('ops', 'from one');
  clock.advance(500);
  other.send('ops', 'from the other');
  other.type('dev', 'a draft');
  clock.advance(2000);
  one.send('ops', 'again');
  one.file.flush();
  other.file.flush();
  const later = open(path);
  assert.deepEqual(later.history('ops'), ['from one', 'from the other', 'again']);
  assert.equal(later.text('dev'), 'a draft');
});

test('moving about in a line does not bring back an old draft over a new one', (context) => {
  const path = pathFor(context);
  const clock = new FakeClock();
  open(path, clock).type('ops', 'old');
  clock.advance(1000);
  const [one, other] = [open(path, clock), open(path, clock)];
  other.type('ops', ' and new');
  clock.advance(1000);
  one.type('ops', '');
  one.file.flush();
  assert.equal(open(path).text('ops'), 'old and new');
});

test('while another one writes it waits, and then writes', (context) => {
  const path = pathFor(context);
  const ann = open(path);
  ann.send('ops', 'one');
  ann.clock.advance(1000);
  ann.send('ops', 'two');
  writeFileSync(`${path}.lock`, '');
  ann.clock.advance(1500);
  assert.deepEqual(open(path).history('ops'), ['one']);
  rmSync(`${path}.lock`);
  ann.clock.advance(100);
  assert.deepEqual(open(path).history('ops'), ['one', 'two']);
});

test('a broken file is put aside, told once, and the next one is whole', (context) => {
  const path = pathFor(context);
  open(path).file.flush();
  const ann = open(path);
  ann.send('ops', 'x');
  ann.file.flush();
  writeFileSync(path, '{"version":1,"rooms":{"ops":{"se');
  const again = open(path);
  assert.match(
    again.problem ?? '',
    /input\.json: what you wrote before can’t be read: it is damaged\.$/,
  );
  assert.match(readFileSync(`${path}.broken`, 'utf8'), /"se$/);
  again.send('ops', 'new');
  again.file.flush();
  const later = open(path);
  assert.deepEqual([later.problem, later.history('ops')], [undefined, ['new']]);
});

test('where nothing can be written it is told once, and the client goes on', (context) => {
  const path = pathFor(context);
  writeFileSync(dirname(path), '');
  const ann = open(path);
  for (const text of ['one', 'two']) {
    ann.send('ops', text);
    ann.clock.advance(1000);
  }
  assert.equal(ann.problems.length, 1);
  assert.match(ann.problems[0] ?? '', /: what you write is not kept: its folder is a file\.$/);
});
