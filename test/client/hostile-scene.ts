// A server that checks nothing: every text of a list stands wherever others' texts are shown.
import { joined, message, Scene } from '../sdk/scene.ts';
import { keys } from './seat.ts';
import type { Stage } from './stage.ts';

/** As long as the protocol lets a name, or a note, be. */
const asName = (text: string) => text.slice(0, 128);
const asNote = (text: string) => text.slice(0, 200);
const directWith = (text: string) => `@alice+${asName(text)}`;

/** Live in #general, with a history of these texts, and more as they come. */
export function hostileScene(texts: readonly string[]): Scene {
  const scene = new Scene();
  const [first = ''] = texts;
  const rooms = texts.map((text) => ({ name: asNote(text), topic: asNote(text), count: 1 }));
  scene.greet('alice', asName(`S1${first}`), 'T1', { rooms });
  scene.enter(historyOf(texts), {
    topic: texts.join(' '),
    members: texts.map((text, index) => ({
      name: asName(text),
      status: index % 2 ? 'online' : 'away',
      role: 'guest',
    })),
  });
  return scene;
}

/** Each said, answered, reacted to with itself, and edited. */
function historyOf(texts: readonly string[], room = 'general') {
  const kinds = ['text', 'action', 'topic'] as const;
  return texts.flatMap((text, index) => {
    const seq = 1 + index * 5;
    const sender = asName(text);
    const kind = kinds[index % 3] ?? 'text';
    return [
      message(seq, seq - 1, { room, sender, content: text, kind, id: asName(text) }),
      message(seq + 1, seq, { sender, content: `[2J alice ${text}`, target: seq }),
      message(seq + 2, seq + 1, { sender, kind: 'reaction', content: text, target: seq + 1 }),
      message(seq + 3, seq + 2, { sender, content: text }),
      message(seq + 4, seq + 3, { sender, kind: 'edit', content: `${text}!`, target: seq + 3 }),
    ];
  });
}

/** More of it, live; then everything that a person can bring on the screen. */
export function seeEverything(stage: Stage, texts: readonly string[]): void {
  stage.scene.server({ type: 'typing', room: 'general', name: asName(texts[0] ?? '') });
  stage.passFrame();
  for (const [index, text] of texts.entries()) {
    sayLive(stage, text, 1000 + index * 10);
    answerJoins(stage.scene);
    if (index % 5 === 4) stage.passFrame();
  }
  stage.passFrame();
  askAround(stage, texts);
  readAll(stage, texts);
  openLists(stage);
  for (const text of texts.filter((one) => drawn.test(one))) openDirect(stage, text);
  sayOfMe(stage, texts);
}

/** What a style, a link or a turn of direction is made of: nothing after `safeText` would stop it. */
const drawn = /\[[\d;:]*m|\]8;|[\u202a-\u202e]/;

/** Acts, news of a room and a colour that are nothing but text. */
function moderatedBy(text: string): object[] {
  const [name, reason, room] = [asName(text), asNote(text), 'general'];
  const act = { type: 'moderated', name, by: name, reason, until: text.slice(0, 40) };
  const kept = { type: 'room', visibility: 'private', slow: 7, owner: name, by: name };
  const who = { description: reason, moderators: [name], invited: [name] };
  const colour = text.slice(0, 20);
  return [
    { ...act, action: 'ban' },
    { ...act, action: 'kick', room, address: text.slice(0, 64) },
    { ...kept, ...who, room },
    { ...kept, ...who, room, description: `${reason.slice(1)}.`, moderators: [] },
    { type: 'presence', room, name, state: 'joined', count: 3, role: 'owner', colour },
    { type: 'kicked', room: text, by: name, reason },
  ];
}

function sayLive({ scene }: Stage, text: string, seq: number): void {
  const name = asName(text);
  const room = 'general';
  const prev = scene.room.timeline.newest ?? 0;
  scene.server(
    message(seq, prev, { sender: name, content: text }),
    message(seq + 1, seq, { sender: name, kind: 'reaction', content: text, target: seq }),
    message(seq + 2, 0, { room: directWith(text), sender: name, content: text }),
    { type: 'presence', room, name, state: 'joined', count: 3, reason: asNote(text) },
    { type: 'typing', room, name },
    { type: 'renamed', from: name, name: asName(`${text}2`) },
    {
      type: 'presence',
      room,
      name: asName(`${text}2`),
      state: 'left',
      count: 2,
      reason: asNote(text),
    },
    { type: 'invited', room: text, by: name },
    ...moderatedBy(text),
    { type: 'error', code: 'bad-request', message: text },
    { type: text, room: text },
  );
}

/** What commands show of others, and a message that is refused. */
function askAround({ scene, passFrame }: Stage, texts: readonly string[]): void {
  const { client } = scene;
  const members = texts.map((text, index) => {
    const bot = index % 2 === 0 ? { bot: true } : {};
    return { name: asName(text), status: 'online', role: 'guest', ...bot };
  });
  const rooms = texts.map((text) => ({ name: asNote(text), topic: asNote(text), count: 1 }));
  const [first = ''] = texts;
  const note = asNote(first);
  const when = first.slice(0, 40);
  const times = { since: when, seen: when, registered: when };
  const told = { text: note, client: note, displayName: note, about: note, rooms: [first] };
  const profile = { ...told, ...times, colour: first.slice(0, 20) };
  const by = asName(first);
  const session = { session: first.slice(0, 64), ...times, client: note, isThis: false };
  const answers: Readonly<Record<string, object>> = {
    '/rooms': { type: 'rooms', rooms, more: true },
    '/users': { type: 'members', room: 'general', members, count: 99, more: true },
    '/whois bob': {
      type: 'profile',
      name: asName(first),
      status: 'away',
      role: 'guest',
      ...profile,
    },
    '/sessions': {
      type: 'sessions',
      sessions: [{ ...session, address: first.slice(0, 64), isConnected: false }],
    },
    '/bans': {
      type: 'bans',
      bans: [{ action: 'ban', name: by, by, since: when, until: when, reason: note }],
      more: true,
    },
    '/room': {
      ...{ type: 'room', room: 'general', visibility: 'private', description: note, slow: 7 },
      ...{ owner: by, moderators: [by], invited: [by] },
    },
    '/kick bob': { type: 'moderated', action: 'kick', name: by, by, reason: note },
    '/search x': {
      type: 'results',
      messages: historyOf(texts, directWith(first)).toReversed(),
      changes: [],
      more: false,
    },
    'a message': { type: 'error', code: 'forbidden', message: texts.join(' ') },
  };
  scene.said();
  for (const [command, answer] of Object.entries(answers)) {
    client.submit(command);
    for (const request of scene.said()) scene.reply(request, answer);
    passFrame();
  }
  client.submit('/topic');
  client.submit('a late message');
  const late = { type: 'error', code: 'rate-limited', message: first, retryAfterMs: 5000 };
  for (const request of scene.said()) scene.reply(request, late);
  passFrame();
}

/** Each in its place from the first to the last, and all that is known of it. */
function readAll({ press, screen }: Stage, texts: readonly string[]): void {
  press(altS);
  for (const index of texts.keys()) {
    for (const seq of index === 0 ? [2, 4] : [2]) {
      const shows = { messageKey: `s${seq + index * 5}` };
      screen.update((ui) => ({ ...ui, overlay: { kind: 'sheet', shows, from: 0 } }));
    }
  }
  press(`${keys.esc}${keys.altUp}`);
  press('g');
  for (let page = 0; page < 12 && !screen.view().hasLast; page += 1) press(keys.pageDown);
  press(keys.esc);
  press(`\u001b[1;5F${altS}`);
}

/** The lists of the sidebar, the rooms to switch to, the words that Tab offers. */
function openLists({ press }: Stage): void {
  press(`${f6}${keys.end}${keys.pageUp}${f6}${keys.end}${keys.esc}`);
  press(ctrlG);
  for (let step = 0; step < 3; step += 1) press(keys.pageDown);
  press(keys.esc);
  for (const words of ['/join #', '/msg ', '@', '/whois ']) press(`${words}\t\t${ctrlU}`);
}

/** What was said in the rooms of two that have come up: by the other one, and by oneself. */
function answerJoins(scene: Scene): void {
  const { session = '' } = scene.client.getState().me;
  for (const request of scene.said()) {
    if (request.type !== 'join') continue;
    const room = String(request.room);
    const text = room.replace(/^@alice\+/, '');
    const said = [
      message(1, 0, { room, content: text }),
      message(2, 1, { room, sender: 'alice', content: text, id: `${session}-1` }),
    ];
    scene.reply(request, joined(room, said, { topic: text }));
  }
}

/** A room of two comes on the screen; a message in it is answered, one's own is deleted. */
function openDirect({ scene, press, passFrame }: Stage, text: string): void {
  scene.client.show(directWith(text));
  passFrame();
  press(`${keys.altUp}d`);
  press('n');
  press(`${keys.altUp}${keys.up}r`);
  press(`${keys.esc}${ctrlU}`);
  press('/reply ');
  press(ctrlU);
  press(`\u001b[200~${text}\u001b[201~`);
  press(ctrlU);
  scene.client.show('general');
}

/** The name that one has oneself, why the connection is gone. */
function sayOfMe({ scene, passFrame, redraw }: Stage, texts: readonly string[]): void {
  const [first = ''] = texts;
  const { client } = scene;
  void client.register('correct horse').then(() => {});
  for (const request of scene.said()) {
    const session = `acc.${asName(first)}`.slice(0, 64);
    const owned = { type: 'registered', name: 'alice', token: first, session, role: 'member' };
    scene.reply(request, owned);
  }
  passFrame();
  scene.server({ type: 'renamed', from: 'alice', name: asName(first) });
  scene.server({ type: 'error', code: 'internal', message: texts.join(' ') });
  passFrame();
  scene.pair.end.close(first);
  passFrame();
  redraw();
}

const altS = '\u001bs';
const f6 = '\u001b[17~';
const ctrlG = '\u0007';
const ctrlU = '\u0015';
