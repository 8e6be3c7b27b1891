// Whatever keys come, and whatever the server says between them: the screen keeps its shape, and no draft is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cellWidth } from '../../src/client/cells.ts';
import type { Editor } from '../../src/client/line-editor.ts';
import { editorOf, type Ui } from '../../src/client/ui.ts';
import type { View } from '../../src/client/view.ts';
import type { Message } from '../../src/sdk/state.ts';
import { Chance } from '../chaos/chance.ts';
import { joined, member, message, type Said } from '../sdk/scene.ts';
import { sit } from './seat.ts';

const plays = 12;
const steps = 100;

test('whatever is pressed, and whatever comes meanwhile, the screen keeps its shape and no draft is lost', () => {
  for (let seed = 1; seed <= plays; seed += 1) {
    const play = new Play(seed);
    try {
      for (let step = 0; step < steps; step += 1) play.step();
    } catch (cause) {
      throw new Error(`seed ${seed}, after ${play.told.slice(-12).join(' | ')}`, { cause });
    }
  }
});

const esc = '\u001b';
const texts = [
  'a',
  'é',
  '日',
  '👩🏽‍🚀',
  '/',
  '@',
  ':',
  '#',
  'y',
  'n',
  'e',
  'r',
  'd',
  '+',
  'o',
  'i',
  'g',
];
const words = [
  'hello there',
  '/msg bob hi',
  '/join ops',
  '/leave',
  '/goto first',
  '/goto unread',
  '/edit other',
  '/reply so',
  '/me waves',
  '/set theme dark',
  '/nothing',
  '//slash',
  ':tada: http://example.org/x',
  'ctrl-x',
  'enter',
  'see \u202e it',
];
const control = (letters: string) =>
  [...letters].map((letter) => String.fromCharCode(letter.charCodeAt(0) - 96));
/** These change the text by what they are for: it is not lost, but edited. */
const editing = [
  ...control('dhktuwy'),
  '\u007f',
  `${esc}[3~`,
  ...['d', '\u007f', 'r', 'x'].map((key) => esc + key),
];
const completing = ['\t', `${esc}[Z`];
const others = [
  ...control('abefgnpr'),
  ...['[A', '[B', '[C', '[D', '[H', '[F', '[5~', '[6~', '[17~', '[1;3A', '[1;3B', 'OP'],
  ...['a', 'b', 'f', 'j', 'k', 'l', 's', 'u', '1', '2', '<', '>', '\r', '[1;5H', '[1;5F'],
].map((key) => (key.length > 1 || key >= ' ' ? esc + key : key));
const enters = ['\r', '\r', '\r', esc, esc, '\u0003'];
/** Said, pasted, as a topic: nothing of it may act on a terminal. */
const hostile = '\u001b[2Jx\u009b1;1H\u001b]0;y\u0007\u202ez\u2028http://a.b/\u001b\\';
const rooms = ['general', 'ops', '@alice+bob'];

/** One person, one server, and what chance makes of them. */
class Play {
  readonly told: string[] = [];
  readonly #chance: Chance;
  readonly #seat = sit();
  readonly #log = new Map<string, Message[]>();
  #seq = 0;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
    for (let count = 0; count < 30; count += 1) this.#says();
  }

  step(): void {
    const { screen } = this.#seat;
    const before = screen.ui;
    if (this.#chance.is(0.6)) this.#press();
    else {
      this.#happens();
      assert.equal(screen.ui.editors, before.editors, 'what comes changes no draft');
      assert.equal(screen.ui.composing, before.composing);
    }
    this.#answers();
    assertShape(screen.view(), screen.ui);
  }

  #press(): void {
    const { screen, scene } = this.#seat;
    const lists = [texts, words, editing, completing, others, others, others, enters];
    const pressed = this.#chance.pick(this.#chance.pick(lists));
    const isPaste = words.includes(pressed) && this.#chance.is(0.3);
    const bytes = isPaste ? `${esc}[200~${pressed}\n${pressed}${esc}[201~` : pressed;
    this.told.push(JSON.stringify(bytes));
    const room = scene.client.getState().current;
    const before = screen.ui;
    this.#seat.press(bytes);
    for (const [name, editor] of before.editors) {
      if (name !== room) assert.equal(screen.ui.editors.get(name), editor, 'another room’s draft');
    }
    const isInLine = before.overlay === undefined && before.focus.on === 'line';
    const isTyped = texts.includes(pressed) || words.includes(pressed);
    if (isTyped && isInLine) {
      const added = isPaste ? `${pressed}\n${pressed}` : pressed;
      const [was, is] = [editorOf(before, room), editorOf(screen.ui, room)];
      const { text, cursor } = was;
      assert.equal(is.text, text.slice(0, cursor) + added + text.slice(cursor), 'all is typed');
    }
    const isSaved = pressed === '\r' && before.composing.get(room)?.does === 'edit';
    if (!isSaved && ![...texts, ...words, ...editing, ...completing].includes(pressed)) {
      assertKept(editorOf(before, room), screen.ui, room);
    }
  }

  /** Something that nobody here has asked for. */
  #happens(): void {
    const { screen, scene } = this.#seat;
    const chance = this.#chance;
    const { client, clock } = scene;
    const events: [name: string, run: () => void][] = [
      ['says', () => this.#says()],
      ['says', () => this.#says()],
      ['changes', () => this.#changes()],
      ['joined', () => this.#presence('joined')],
      ['left', () => this.#presence('left')],
      ['time', () => clock.advance(chance.pick([10, 1000, 5000]))],
      ['lost', () => this.#isLive && scene.pair.end.close()],
      [
        'resized',
        () => {
          const [columns, rows] = chance.pick([
            [80, 24],
            [20, 6],
            [40, 12],
            [200, 50],
            [1, 1],
          ]);
          screen.update((ui) => ({ ...ui, columns: columns as number, rows: rows as number }));
        },
      ],
      ['kicked', () => this.#isLive && chance.is(0.3) && this.#kicked()],
      ['left room', () => chance.is(0.3) && client.leave(chance.pick(rooms))],
    ];
    const [name, run] = chance.pick(events);
    this.told.push(name);
    run();
  }

  get #isLive(): boolean {
    return this.#seat.scene.status === 'live';
  }

  #says(): void {
    const sender = this.#chance.pick(['bob', 'alice', 'carol']);
    const content = this.#chance.pick([
      'hi',
      'alice: 日本',
      'x '.repeat(200),
      '```\ncode\n```',
      'http://x.y/z',
      hostile,
    ]);
    const room = this.#chance.pick(rooms);
    if (this.#chance.is(0.05)) this.#commit(room, { kind: 'topic', sender, content: hostile });
    else this.#commit(room, { sender, content });
  }

  #changes(): void {
    const room = this.#chance.pick(rooms);
    const target = this.#chance.pick(this.#log.get(room) ?? [])?.seq;
    const kind = this.#chance.pick(['edit', 'delete', 'reaction'] as const);
    const content = { edit: 'edited', delete: '', reaction: '👍' }[kind];
    if (target !== undefined) this.#commit(room, { kind, target, content });
  }

  #commit(room: string, fields: Partial<Message>): Message {
    const log = this.#log.get(room) ?? [];
    this.#seq += 1;
    const said = message(this.#seq, log.at(-1)?.seq ?? 0, { room, ...fields });
    this.#log.set(room, [...log, said]);
    const isOpen = this.#seat.scene.client.getState().rooms.get(room)?.isJoined;
    if (this.#isLive && isOpen) this.#seat.scene.server(said);
    return said;
  }

  #kicked(): void {
    const room = this.#chance.pick(rooms);
    this.#seat.scene.server({ type: 'kicked', room, by: 'bob', reason: 'why not' });
  }

  #presence(type: 'joined' | 'left'): void {
    const name = this.#chance.pick(['carol', 'dora', 'erin']);
    const room = this.#chance.pick(rooms);
    const event = { type: 'presence', room, name, state: type, count: 3, role: 'guest' };
    if (this.#isLive) this.#seat.scene.server(event);
  }

  /** As a server would, or not at all, or with a refusal. */
  #answers(): void {
    const { scene } = this.#seat;
    if (scene.status !== 'live' && scene.status !== 'waiting' && !scene.pair.end.isAccepted)
      scene.pair.end.accept();
    for (let asked = scene.said(); asked.length > 0; asked = scene.said()) {
      for (const request of asked) {
        if (request.type !== 'hello' && this.#chance.is(0.05)) {
          scene.refuse(request, this.#chance.pick(['busy', 'forbidden', 'not-found']));
        } else this.#answer(request);
      }
    }
  }

  #answer(request: Said): void {
    const { scene } = this.#seat;
    const room = String(request.room);
    const log = this.#log.get(room) ?? [];
    const last = log.at(-1)?.seq ?? 0;
    if (request.type === 'hello') scene.reply(request, { type: 'welcome', ...hello });
    else if (request.type === 'join') {
      const { since } = request;
      const page = log.filter(({ seq }) => seq > Number(since ?? 0)).slice(-20);
      scene.reply(request, {
        ...joined(room, page, { last, members: [member('alice'), member('bob')] }),
      });
    } else if (request.type === 'leave') scene.reply(request, { type: 'left', room });
    else if (request.type === 'send') {
      const { kind, content, target } = request as unknown as Message;
      const said = this.#commit(room, {
        kind: kind ?? 'text',
        content,
        sender: 'alice',
        ...(target ? { target } : {}),
      });
      scene.reply(request, { type: 'ack', room, seq: said.seq, timestamp: said.timestamp });
    } else if (request.type === 'history') {
      const before = Number(request.before ?? Number.POSITIVE_INFINITY);
      const found = log.filter(({ seq }) => seq < before && seq > Number(request.after ?? 0));
      const isForward = request.after !== undefined || request.at !== undefined;
      const messages = isForward ? found.slice(0, 20) : found.slice(-20);
      scene.reply(request, {
        type: 'history',
        room,
        messages,
        more: messages.length < found.length,
      });
    }
  }
}

const hello = {
  version: 1,
  name: 'alice',
  token: 'T2',
  session: 'S1',
  role: 'guest',
  server: { name: 'x', version: '1', timestamp: '2026-11-20T12:00:00.000Z', durability: 'disk' },
  rooms: [],
  limits: {},
  heartbeat: 30,
};

const style = /\u001b\[[\d;]*m/g;

function assertShape(view: View, ui: Ui): void {
  const { layout, pane, sidebar, input, cursor, paneHeight, header, rule, status } = view;
  assert.equal(pane.length, paneHeight, 'the pane is as high as it should be');
  const [main, side] = [layout.mainWidth, layout.sidebarWidth + 1];
  const parts = [
    ...pane.map((line) => [line, main] as const),
    ...(main > 3 ? input.map((line) => [line, main] as const) : []),
    ...sidebar.map((line) => [line, side] as const),
    ...header.split('\n').map((line) => [line, main] as const),
    ...[rule, status].map((line, index) => [line, index === 0 ? main : layout.columns] as const),
  ];
  for (const [line, width] of parts) {
    assert.doesNotMatch(line.replaceAll(style, ''), /[\p{Cc}\u202e\u2028]/u);
    const cells = cellWidth(stripVTControlCharacters(line));
    if (main >= 30) assert.ok(cells <= width, `${cells} cells of ${width}: ${line}`);
  }
  assert.ok(
    cursor.y >= 0 && cursor.y < Math.max(1, input.length),
    'the cursor is in a line of the input',
  );
  if (ui.columns >= 20) assert.ok(cursor.x >= 0 && cursor.x < main, 'the cursor is in the input');
}

/** What stood in the line is there still, or can be had again. */
function assertKept({ text }: Editor, ui: Ui, room: string): void {
  if (text.trim() === '') return;
  const { text: now, draft, history, killed } = editorOf(ui, room);
  const composing = ui.composing.get(room);
  const held = [
    now,
    draft,
    killed,
    ...history,
    ...(composing?.does === 'edit' ? [composing.text, composing.before.text] : []),
  ];
  assert.ok(
    held.some((one) => one.includes(text)),
    `“${text}” is lost`,
  );
}
