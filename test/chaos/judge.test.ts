// The judge names each kind of fault, and nothing else beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../src/protocol/index.ts';
import { formatEntry, logHeader } from '../../src/protocol/log-line.ts';
import type { Fault } from './faults.ts';
import { judge } from './judge.ts';
import type { Evidence, Said } from './seen.ts';

const room = 'general';

function message(seq: number, change: Partial<Message> = {}): Message {
  const timestamp = `2026-11-20T12:00:00.${String(seq).padStart(3, '0')}Z`;
  const content = `0:${seq} ”said”`;
  const prev = seq - 1;
  const whole = { room, seq, prev, kind: 'text', sender: 'ann', content, timestamp } as const;
  return { ...whole, id: `s-${seq}`, ...change };
}

function said(number: number, change: Partial<Said> = {}): Said {
  const { seq, content, timestamp, sender } = message(number);
  const ack = { seq, timestamp };
  const what = { writer: 0, number, room, kind: 'text', content, sender } as const;
  return { ...what, id: `${number}`, session: 's', fate: 'acknowledged', ack, ...change };
}

const four = [1, 2, 3, 4].map((seq) => message(seq));

interface Scene {
  readonly log?: readonly Message[];
  readonly lines?: readonly string[];
  readonly said?: readonly Said[];
  readonly heard?: readonly Message[];
  readonly shown?: readonly Message[];
}

function evidence(scene: Scene): Evidence {
  const { log = four, heard = four, shown = four } = scene;
  const lines = scene.lines ?? log.map(formatEntry);
  const text = [logHeader, ...lines, ''].join('\n');
  const member = {
    writer: 0,
    said: scene.said ?? [1, 2, 3, 4].map((number) => said(number)),
    heard: [{ room, after: 0, messages: [...heard], isWhole: true }],
    shown: new Map([[room, shown]]),
  };
  return { files: [{ name: 'chat_messages.txt', text }], members: [member] };
}

function kinds(scene: Scene): Fault['kind'][] {
  return [...new Set(judge(evidence(scene)).map(({ kind }) => kind))];
}

const lines = four.map(formatEntry);
const [one, two, three, four4] = four as [Message, Message, Message, Message];

const cases: readonly [title: string, scene: Scene, found: readonly Fault['kind'][]][] = [
  ['nothing where all is well', {}, []],
  ['what was acknowledged and is not in the log', { log: [one, two, four4] }, ['lost']],
  [
    'what is in the log twice',
    {
      log: [...four, message(5, { content: three.content })],
      heard: [...four, after()],
      shown: [...four, after()],
    },
    ['doubled'],
  ],
  ['the same line twice', { lines: [...lines, lines[3] as string] }, ['doubled']],
  ['lines that changed places', { log: [one, three, two, four4] }, ['reordered', 'time-went-back']],
  [
    'half a line in the middle',
    { lines: [lines[0] as string, '2026-11', ...lines.slice(1)] },
    ['torn'],
  ],
  [
    'content that is another one',
    { said: [said(1, { content: '0:1 ”sa1d”' }), ...rest()] },
    ['altered'],
  ],
  [
    'a place that is not the one acknowledged',
    { said: [said(1, { ack: { seq: 9, timestamp: one.timestamp } }), ...rest()] },
    ['altered'],
  ],
  ['what nobody said', { said: rest() }, ['invented']],
  [
    'what was refused for good and is there',
    { said: [refused(), ...rest()] },
    ['refused-but-stored'],
  ],
  ['what was never decided', { said: [said(1, { fate: 'undecided' }), ...rest()] }, ['undecided']],
  ['a delivery that was dropped', { heard: [one, two, four4] }, ['undelivered']],
  ['the last delivery that was dropped', { heard: [one, two, three] }, ['undelivered']],
  ['a delivery that came twice', { heard: [one, two, two, three, four4] }, ['redelivered']],
  ['deliveries that changed places', { heard: [one, three, two, four4] }, ['reordered']],
  [
    'a prev that leads elsewhere',
    { heard: [one, two, { ...three, prev: 1 }, four4] },
    ['wrong-prev'],
  ],
  [
    'a delivery in other words',
    { heard: [one, two, { ...three, content: '0:3 !' }, four4] },
    ['heard-otherwise'],
  ],
  ['what is not shown', { shown: [one, two, four4] }, ['not-shown']],
  ['an end that is not shown', { shown: [one, two, three] }, ['not-shown']],
  ['what is shown twice', { shown: [one, two, two, three, four4] }, ['shown-too-much']],
  ['nothing where older messages were not asked for', { shown: [three, four4] }, []],
];

function after(): Message {
  return message(5, { content: three.content });
}

function rest(): Said[] {
  return [2, 3, 4].map((number) => said(number));
}

function refused(): Said {
  const { ack: _, ...without } = said(1, { fate: 'refused' });
  return without;
}

for (const [title, scene, found] of cases) {
  test(`the judge names ${title}`, () => {
    assert.deepEqual(kinds(scene).sort(), [...found].sort());
  });
}

test('the judge names a seq that was used again', () => {
  const again = message(2, { content: '0:5 other' });
  assert.ok(kinds({ log: [...four, again] }).includes('seq-used-again'));
});
