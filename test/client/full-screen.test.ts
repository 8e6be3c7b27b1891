// People at real terminals: what they see, and what is left behind when they go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PersonAtScreen } from '../support/screen.ts';
import { bin, ready, serverFor, sitDown } from './plays.ts';

const enter = '\r';
const up = '\u001b[A';
const end = '\u001b[F';
const killLine = '\u0015';
const ctrlC = '\u0003';
const backspace = '\u007f';

test('two people talk, and each sees who is there', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  await ann.sees('HERE (2)', 'ben');
  ann.type(`shall we ship?${enter}`);
  await ben.sees(/ann +shall we ship\?/);
  ben.type(`yes${enter}`);
  await ann.sees(/ben +yes/);
  await ann.seesNot('sending…');
});

test('a burst of keys in one write loses none of them', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  ann.type(`one${enter}twoo${backspace}${enter}\u0001three\u0005!${enter}`);
  await ann.sees(/ann +one$/m, /│ +two$/m, /│ +three!$/m);
});

test('a paste of several lines is one message', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type('\u001b[200~first\rsecond\u001b[201~');
  await ann.sees(/> first\n.* second/);
  ann.type(enter);
  // Ann's own screen shows it before the log has it; ben's does not.
  await ben.sees(/ann +first\n[^\n]* second/);
  assert.match(await server.log(), /<ann> first\\nsecond/);
});

test('the screen follows the size of the terminal', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann', { columns: 120, rows: 40 });
  ann.type(`a rather long message that does not fit into forty columns${enter}`);
  await ann.sees('ROOMS', 'forty columns');
  ann.resize(40, 12);
  await ann.seesNot('ROOMS');
  await ann.sees('#general', 'ann: a rather long', '● live', '> ');
  ann.resize(80, 24);
  await ann.sees('ROOMS', 'HERE (1)', 'a rather long message');
  ann.resize(30, 6);
  await ann.seesNot('● live');
  await ann.sees('columns', '> ');
});

const waysOut: readonly (readonly [
  string,
  (person: Awaited<ReturnType<typeof sitDown>>) => void,
  number,
])[] = [
  ['/quit', (person) => person.type(`/quit${enter}`), 0],
  ['Ctrl-C twice', (person) => person.type(ctrlC + ctrlC), 0],
  ['SIGTERM', (person) => process.kill(person.pid, 'SIGTERM'), 143],
  ['SIGHUP', (person) => process.kill(person.pid, 'SIGHUP'), 129],
  ['SIGINT', (person) => process.kill(person.pid, 'SIGINT'), 130],
];

for (const [way, leave, code] of waysOut) {
  test(`the terminal is as it was after ${way}`, async (context) => {
    const server = await serverFor(context);
    const ann = await sitDown(context, server.port, 'ann');
    assert.deepEqual(ann.modes, {
      isAlternate: true,
      pastes: true,
      wraps: false,
      tellsFocus: true,
    });
    leave(ann);
    assert.equal(await ann.exited, code);
    assert.deepEqual(ann.modes, {
      isAlternate: false,
      pastes: false,
      wraps: true,
      tellsFocus: false,
    });
    assert.ok(
      ann.received.lastIndexOf('\u001b[?25h') > ann.received.lastIndexOf('\u001b[?25l'),
      'the cursor shows',
    );
  });
}

test('a crash leaves the terminal as it was, and its reason on the screen', async (context) => {
  const server = await serverFor(context);
  const boom = "data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('boom')})";
  const ann = await sitDown(context, server.port, 'ann', {
    env: { NODE_OPTIONS: `--import="${boom}"` },
  });
  process.kill(ann.pid, 'SIGUSR2');
  assert.equal(await ann.exited, 70);
  assert.deepEqual(ann.modes, {
    isAlternate: false,
    pastes: false,
    wraps: true,
    tellsFocus: false,
  });
  assert.match(ann.text, /chat-client: crashed\. Please report this:\nError: boom/);
});

test('with NO_COLOR nothing is coloured', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann', { env: { NO_COLOR: '1' } });
  ann.type(`plain${enter}`);
  await ann.sees(/ann +plain/);
  assert.doesNotMatch(ann.received, /\u001b\[(?:[349]\d|10\d)[\d;]*m/);
});

test('one Ctrl-C only warns, and the line comes back with Ctrl-Y', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  ann.type(`half a thought${ctrlC}`);
  await ann.sees('Ctrl-C again quits');
  await ann.seesNot('half a thought');
  ann.type('\u0019');
  await ann.sees('> half a thought');
});

test('the server is killed and starts again: everyone comes back, nothing is lost or doubled', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`before${enter}`);
  await ben.sees('before');
  await server.kill();
  await ann.sees(/no connection|trying again|connecting/);
  ann.type(`meanwhile${enter}`);
  await ann.sees('sending…', '1 unsent');
  await server.startAgain();
  await ann.sees('● live');
  await ben.sees('● live', 'meanwhile');
  await ann.seesNot('sending…');
  assert.equal(ann.text.split('meanwhile').length, 2, ann.text);
  assert.equal((await server.log()).split('<ann> meanwhile').length, 2);
});

test('emoji and wide characters move no column', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  ann.type('👨‍👩‍👧 日本 👍🏽 |');
  await ann.sees('👨‍👩‍👧 日本 👍🏽 |');
  const written = ann.columnOf('👨‍👩‍👧');
  assert.equal(ann.columnOf('|'), written + 11);
  assert.equal(ann.cursor.x, written + 12);
  ann.type(enter);
  await ann.sees(/ann +👨‍👩‍👧 日本 👍🏽 \|/);
});

test('a terminal that draws emoji otherwise keeps its lines and its sidebar', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann', { isOldTerminal: true });
  ann.type(`${'👨‍👩‍👧'.repeat(30)}${enter}done${enter}`);
  await ann.sees(/ +done$/m);
  assert.deepEqual(
    ann.lines
      .filter((line) => line !== '')
      .map((line) => line.slice(16, 17))
      .slice(2, -1)
      .join(''),
    `${'│'.repeat(19)}├│`,
  );
});

test('PgUp goes back and loads what is older; what comes meanwhile moves nothing', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  ann.type(Array.from({ length: 80 }, (_, index) => `message ${index}${enter}`).join(''));
  await ann.sees('message 79');
  await ann.seesNot('sending…');
  const ben = await sitDown(context, server.port, 'ben');
  await ben.sees('message 79');
  // Every press waits for what it shows: older pages come from the server meanwhile.
  for (const seen of [45, 29, 13, 0]) {
    ben.type('\u001b[5~');
    await ben.sees(new RegExp(`message ${seen}$`, 'm'));
  }
  ann.type(`a late one${enter}`);
  await ben.sees('more below');
  await ben.sees(/message 0$/m);
  ben.type('\u001b[1;5F');
  await ben.sees('a late one');
});

test('what was said is edited, answered, reacted to and deleted on both screens', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`teh end${enter}`);
  await ben.sees(/ann +teh end/);
  // An answer that comes after the ack: what is not acknowledged can't be edited yet.
  ann.type(`/users${enter}`);
  await ann.sees('2 people in #general: ann, ben');
  ann.type(`${up}`);
  await ann.sees('✎ teh end');
  ann.type(`${killLine}the end${enter}`);
  await ben.sees(/ann +the end {2}\(edited\)/);
  ben.type(`/react :+1:${enter}/reply is it?${enter}`);
  await ann.sees(/the end {2}\(edited\) .* 👍 1/, /ben +↳ ann: the end\n.* is it\?/);
  await ben.sees(/the end {2}\(edited\) .* 👍 1/);
  await ann.seesNot('reacted:');
  ann.type(`/delete${enter}`);
  await ben.sees(/ann +deleted\n/, '↳ ann: deleted');
  assert.equal(ben.text.includes('👍'), false);
});

test('what was said long ago is found, shown in its place, and left again', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  for (let from = 0; from < 120; from += 30) {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${from + index}${enter}`);
    ann.type(lines.join(''));
    await ann.sees(new RegExp(`line ${from + 29}$`, 'm'));
    await ann.seesNot('sending…', 'unsent');
  }
  ann.type(`/search "line 17"${enter}`);
  await ann.sees(/ 1 #general \d\d:\d\d ann: line 17$/m, 'Hit 1 for');
  ann.type(`/goto 1${enter}`);
  await ann.sees(/^.*►.* line 17$/m, 'line 12', 'line 20', 'Esc or End: back to now');
  ann.type(end);
  await ann.sees('Hit 1 for', 'line 119');
});

test('F1 shows the commands, PgDn the keys, Escape the room', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  ann.type('\u001bOP');
  await ann.sees('Commands', '/help', 'more lines (PgDn)');
  ann.type('\u001b[6~'.repeat(6));
  await ann.sees('Ctrl-L', 'Ctrl-C Ctrl-C');
  ann.type('\u001b[5~'.repeat(6));
  await ann.sees('Commands', '/help');
  ann.type('\u001b');
  await ann.seesNot('/help [command]');
});

test('Tab completes commands, rooms and names', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  await sitDown(context, server.port, 'benjamin');
  await ann.sees('benjamin');
  ann.type('/jo\t#ge\t');
  await ann.sees('> /join #general');
  ann.type('\u0015be\tgood morning');
  await ann.sees('> benjamin: good morning');
});

test('rooms have numbers; what is new in another one is counted', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`/join ops${enter}`);
  await ann.sees(/^▌2 ops/m);
  ben.type(`hello${enter}ann, are you there?${enter}`);
  await ann.sees(/^ 1 general +@1/m);
  ann.type('\u001b1');
  await ann.sees(/─ 2 new ─/, /▌.* ann, are you there\?/);
});

test('Ctrl-Z gives the terminal back, fg takes it again', async (context) => {
  const server = await serverFor(context);
  const shell = new PersonAtScreen('bash', ['--norc', '-i'], { env: { ...ready, PS1: 'shell> ' } });
  context.after(() => shell.close());
  await shell.sees('shell>');
  shell.type(`${process.execPath} ${bin} --port ${server.port} --name ann${enter}`);
  await shell.sees('● live');
  shell.type('\u001a');
  await shell.sees('Stopped', 'shell>');
  assert.deepEqual(shell.modes, {
    isAlternate: false,
    pastes: shell.modes.pastes,
    wraps: true,
    tellsFocus: false,
  });
  shell.type(`fg${enter}`);
  await shell.sees('● live', 'HERE (1)');
  shell.type(`back again${enter}`);
  await shell.sees(/ann +back again/);
});
