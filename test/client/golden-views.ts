// The views that golden screens are made of: one conversation, always the same, and what a person does in it.
import type { Message } from '../../src/sdk/state.ts';
import { joined, message, type Said, Scene } from '../sdk/scene.ts';
import { keys } from './seat.ts';
import type { Stage } from './stage.ts';

/** What is done until the view is on the screen. */
export const views: Readonly<Record<string, (stage: Stage) => void>> = {
  talk: () => {},
  rooms: ({ press }) => press(f6),
  help: ({ press }) => press(f1),
  switcher: ({ press }) => press(`${ctrlG}o`),
  commands: ({ press }) => press('/'),
  selected: ({ press }) => press(keys.altUp.repeat(2)),
  details: ({ press }) => press(`${keys.altUp.repeat(2)}i`),
  question: ({ press }) => press(`${paste('one\rtwo\rthree\rfour\rfive\rsix')}${keys.enter}`),
  visit: ({ scene, press }) => {
    scene.client.goTo('general', 3);
    answerHistory(scene);
    press(keys.up);
  },
  disconnected: ({ scene, press }) => {
    press('meanwhile');
    scene.pair.end.close('The connection was cut.');
    scene.clock.advance(100);
    press(keys.enter);
  },
};

type History = Said & { readonly before?: number; readonly after?: number };

const f1 = '\u001bOP';
const f6 = '\u001b[17~';
const ctrlG = '\u0007';
const paste = (text: string) => `\u001b[200~${text}\u001b[201~`;

const at = (day: number, time: string) => ({ timestamp: `2026-11-${day}T${time}:00.000Z` });
const mine = (number: number) => ({ sender: 'alice', id: `S1-${number}` });
const family = '👨‍👩‍👧';

const code = [
  'the lock is only freed in the good case:',
  '```',
  'try {',
  '  await lock();',
  '} finally { unlock(); }',
  '```',
  'see `src/lock.ts`',
].join('\n');

const wednesday: readonly Message[] = [
  message(1, 0, { ...at(18, '09:12'), kind: 'topic', content: 'release week: 0.2 on Friday' }),
  message(2, 1, { ...at(18, '09:12'), sender: 'carol', content: 'good morning 🌅' }),
  message(3, 2, { ...at(18, '09:14'), sender: 'carol', content: code }),
  message(4, 3, { ...at(18, '09:15'), kind: 'action', sender: 'dave', content: 'reads it' }),
];

const friday: readonly Message[] = [
  message(5, 4, { ...at(20, '08:02'), content: 'shall we ship?' }),
  message(6, 5, { ...at(20, '08:02'), content: 'the tests are green since yesterday' }),
  message(7, 6, { ...at(20, '08:03'), ...mine(1), content: 'yes, and the changelog is done' }),
  message(8, 7, {
    ...at(20, '08:04'),
    sender: 'carol',
    target: 5,
    content: 'after the last run: https://ci.example.org/runs/7012?log=full (ten minutes)',
  }),
  message(9, 8, { ...at(20, '08:05'), sender: 'dave', content: 'what I should not have said' }),
  message(10, 9, {
    ...at(20, '08:07'),
    sender: 'andré-的-名前',
    content: `お疲れさま ${family} 日本語のとても長い文です。${'折り返しても列はそのままです。'.repeat(4)}`,
  }),
  message(11, 10, {
    ...at(20, '08:30'),
    sender: 'dave',
    content: '@alice can you look at the index worker?',
  }),
  message(12, 11, { ...at(20, '08:31'), ...mine(2), content: 'on it' }),
];

const changes: readonly Message[] = [
  message(13, 12, {
    ...at(20, '08:32'),
    kind: 'reaction',
    target: 5,
    sender: 'carol',
    content: '👍',
  }),
  message(14, 13, { ...at(20, '08:32'), kind: 'reaction', target: 5, ...mine(3), content: '👍' }),
  message(15, 14, {
    ...at(20, '08:32'),
    kind: 'reaction',
    target: 5,
    sender: 'dave',
    content: '🎉',
  }),
  message(16, 15, {
    ...at(20, '08:33'),
    kind: 'edit',
    target: 12,
    ...mine(4),
    content: 'on it, in ten minutes',
  }),
  message(17, 16, { ...at(20, '08:34'), kind: 'delete', target: 9, sender: 'dave', content: '' }),
];

const said = [...wednesday, ...friday];
const history = [...said, ...changes];
const last = history.length;

const members = [
  { name: 'alice', status: 'online', role: 'owner' },
  { name: 'andré-的-名前', status: 'online', role: 'guest' },
  { name: 'bob', status: 'online', role: 'member' },
  { name: 'carol', status: 'away', role: 'moderator' },
  { name: 'dave', status: 'online', role: 'guest' },
  { name: 'deploy-notifier', status: 'online', role: 'guest', bot: true },
];

const directory = [
  { name: 'general', topic: 'release week', count: 6 },
  { name: 'ops', topic: 'staging, production', count: 3 },
  { name: 'coffee', topic: 'not about work', count: 2 },
];

/** Three rooms and two people apart, with news in some; #general is on the screen. */
export function goldenScene(): Scene {
  const scene = new Scene();
  scene.greet('alice', 'S1', 'T1', { rooms: directory });
  const topic = 'release week: 0.2 on Friday';
  scene.enter(history, { topic, count: 6, members, last });
  for (const command of ['/join ops', '/join random', '/msg bob', '/msg carol']) {
    scene.client.submit(command);
    const join = scene.asks('join');
    scene.reply(join, joined(String(join.room)));
  }
  scene.client.show('general');
  scene.client.send('general', 'then let us ship 🚢');
  scene.client.setLooking(false);
  scene.server(
    message(18, 0, { room: 'ops', ...at(20, '11:58'), content: 'staging is up' }),
    message(19, 18, { room: 'ops', ...at(20, '11:58'), content: 'alice, have a look' }),
    message(20, 0, { room: 'random', ...at(20, '11:59'), content: 'cake!' }),
    message(21, 0, { room: '@alice+bob', ...at(20, '11:59'), content: 'psst' }),
    message(22, 17, {
      ...at(20, '11:59'),
      sender: 'dave',
      content: 'the run is through: all green',
    }),
    { type: 'typing', room: 'general', name: 'bob' },
  );
  scene.said();
  return scene;
}

/** All pages around what is visited. */
function answerHistory(scene: Scene): void {
  const pages = scene.said().filter(({ type }) => type === 'history');
  for (const request of pages) {
    const { before = Number.POSITIVE_INFINITY, after = 0 } = request as History;
    const messages = said.filter(({ seq }) => seq > after && seq < before);
    scene.reply(request, { type: 'history', room: 'general', messages, changes, more: false });
  }
  if (pages.length > 0) answerHistory(scene);
}
