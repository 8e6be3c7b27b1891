// How a person is called who looks elsewhere: the whole program, what the terminal gets and what a command is given.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { joined, member, message } from '../sdk/scene.ts';
import { LawlessServer } from '../support/lawless-server.ts';
import type { PersonAtScreen } from '../support/screen.ts';
import { sitDown } from './plays.ts';

const enter = '\r';
const focusIn = '\u001b[I';
const focusOut = '\u001b[O';
const bell = '\u0007';
const esc = '\u001b';
const hostile = `eve${esc}]0;x${bell}$(touch x)\`id\`;4;5\u009c`;
const shownAs = 'eve␛]0;x␇$(touch x)`id`,4,5\\u{9c}';

/** A folder with these preferences, and a program that writes down how it was called. */
function homeOf(context: TestContext, ...preferences: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-called-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const calls = join(folder, 'calls');
  const code = `const { PARTYLINE_SENDER, PARTYLINE_ROOM } = process.env;
    const told = [...process.argv.slice(1), PARTYLINE_SENDER, PARTYLINE_ROOM];
    fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify(told) + '\\n');`;
  const command = JSON.stringify([process.execPath, '-e', code, '--']);
  const lines = ['[client]', `notify_command = ${command}`, ...preferences];
  writeFileSync(join(folder, 'partyline.toml'), `${lines.join('\n')}\n`);
  const callsSoFar = (): string[][] => {
    try {
      const text = readFileSync(calls, 'utf8').trim();
      return text.split('\n').map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  };
  return { env: { PARTYLINE_CONFIG: join(folder, 'partyline.toml') }, callsSoFar };
}

/** A server that says what it is told to, and ann at a client of it. */
async function play(context: TestContext, preferences: string[], env: Record<string, string>) {
  const server = await LawlessServer.start(context, {
    join: ({ room }) => joined(String(room), [message(1, 0)], { members: [member('eve')] }),
  });
  const home = homeOf(context, ...preferences);
  const ann = await sitDown(context, server.port, 'ann', { env: { ...home.env, ...env } });
  let seq = 1;
  const says = (...contents: string[]): void => {
    const messages = contents.map((content) => {
      seq += 1;
      return message(seq, seq - 1, { sender: hostile, content });
    });
    server.say(...messages);
  };
  return { ann, says, ...home };
}

/** Types it, and looks elsewhere: once the answer is there, the client knows both. */
async function types(ann: PersonAtScreen, text: string, answer: string): Promise<void> {
  ann.type(`${focusIn}${text}${enter}${focusOut}`);
  await ann.sees(answer);
}

const looksAway = (ann: PersonAtScreen) => types(ann, '/set bell', 'bell = on');

test('a mention rings, notifies and runs the command, and nothing of it acts on anything', async (context) => {
  const { ann, says, callsSoFar } = await play(context, [], { TERM_PROGRAM: 'WezTerm' });
  const nines = () => ann.commands.filter((command) => command.startsWith('9;'));
  ann.type(`${focusIn}/topic${enter}`);
  await ann.sees('has no topic');
  says('ann: you see this anyway');
  await ann.sees('you see this anyway');
  await looksAway(ann);
  says('nothing for you', ...Array.from({ length: 40 }, (_, index) => `ann: ${hostile} ${index}`));
  await ann.until(() => nines().length === 1, 'a notification');
  await ann.until(() => callsSoFar().length === 1, 'the command');
  await ann.sees(/id`;4;5\\u\{9c\} 39/);
  assert.deepEqual([ann.bells, nines().length, callsSoFar().length], [1, 1, 1], 'once for a burst');
  assert.match(
    nines()[0] ?? '',
    /^9;eve␛\]0,x␇\$\(touch x\)`id`,4,5\\u\{9c\} in #general \(40 messages\): ann: /,
  );
  assert.doesNotMatch(nines()[0] ?? '', /[\p{Cc}]/u);
  const [title, text, sender, room] = callsSoFar()[0] ?? [];
  assert.deepEqual([sender, room], [shownAs.replaceAll(',', ';'), 'general']);
  assert.match(`${title} ${text}`, /^eve␛.* \(40 messages\) ann: eve␛/);
  assert.doesNotMatch(ann.title, /x/);
});

test('a muted room and quiet hours are silent; what is on the screen still says it', async (context) => {
  const hour = (ahead: number) =>
    new Date(Date.now() + ahead * 3_600_000).toISOString().slice(11, 16);
  const { ann, says, callsSoFar } = await play(context, [`quiet = "${hour(-1)}-${hour(2)}"`], {
    VTE_VERSION: '7000',
  });
  const called = () => [ann.bells, ann.commands.filter((one) => one.startsWith('777;')).length];
  await looksAway(ann);
  says('ann: one');
  await ann.sees('ann: one');
  await types(ann, '/set quiet off', 'quiet = off');
  await types(ann, '/mute', 'is muted');
  says('ann: two');
  await ann.sees('ann: two');
  assert.deepEqual([...called(), callsSoFar().length], [0, 0, 0]);
  await types(ann, '/mute', 'no longer muted');
  says('ann: three');
  await ann.until(() => called().join() === '1,1', 'bell and notification');
});

test('in tmux the notification is wrapped for the terminal outside, the bell is tmux’s', async (context) => {
  const { ann, says } = await play(context, ['notify = "osc777"'], {
    TMUX: '/nowhere,1,0',
  });
  await looksAway(ann);
  says('ann: look; here');
  await ann.until(() => ann.received.includes(`${esc}Ptmux;`), 'a wrapped notification');
  const [, inner = ''] =
    new RegExp(`${esc}Ptmux;((?:[^${esc}]|${esc}${esc})*)${esc}\\\\`, 'u').exec(ann.received) ?? [];
  const sequence = inner.replaceAll(`${esc}${esc}`, esc);
  assert.ok(sequence.startsWith(`${esc}]777;notify;eve␛]0,x␇`), sequence);
  assert.match(sequence, /ann: look, here\u001b\\$/);
  assert.ok(ann.received.includes(`${bell}${esc}Ptmux;`));
});
