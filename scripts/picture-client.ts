// The pictures of docs/client.md: one conversation, as it looks to alice at screens of several sizes.
import type { PersonAtScreen } from '../test/support/screen.ts';
import type { Earlier } from './picture-earlier.ts';
import { type Size, Stage } from './picture-stage.ts';
import { renderPicture } from './picture-svg.ts';

const enter = '\r';
const alt = '\u001b';
const altUp = '\u001b[1;3A';

const code = `measured again, that was the slow one:
\`\`\`ts
export function fit(text: string, cells: number): string {
  return cellWidth(text) <= cells ? text : truncate(text, cells);
}
\`\`\``;

const earlier: readonly Earlier[] = [
  { minutesAgo: 1530, who: 'carol', text: '0.1 ships tomorrow', kind: 'topic' },
  { minutesAgo: 1529, who: 'alice', text: 'what do I tell people who ask why?' },
  { minutesAgo: 1528, who: '由紀', text: '`tail -f` and `grep` on what was said', as: 'grep' },
  { minutesAgo: 1528, who: 'alice', text: '💯', kind: 'reaction', to: 'grep' },
  { minutesAgo: 1527, who: 'dave', text: 'that nothing is lost when I pull the plug' },
  { minutesAgo: 1526, who: 'dave', text: 'I did. Twice.' },
  { minutesAgo: 1522, who: 'carol', text: 'last call for 0.1: what is *still* open?', as: 'call' },
  { minutesAgo: 1521, who: 'bob', text: 'the resize bug, and I have a fix', to: 'call' },
  { minutesAgo: 1518, who: 'dave', text: 'translations are in. ありがとう 由紀 🙏', as: 'in' },
  { minutesAgo: 1517, who: '由紀', text: '❤️', kind: 'reaction', to: 'in' },
  { minutesAgo: 1517, who: 'carol', text: '❤️', kind: 'reaction', to: 'in' },
  { minutesAgo: 1510, who: 'alice', text: 'then I tag it tomorrow at four' },
  { minutesAgo: 1500, who: 'bob', text: 'closes the laptop', kind: 'action' },
  { minutesAgo: 300, who: 'carol', text: '0.1 ships today at four', kind: 'topic' },
  { minutesAgo: 290, who: '由紀', text: 'おはよう! 全部のテストが通りました ✅', as: 'tests' },
  { minutesAgo: 289, who: 'alice', text: '🎉', kind: 'reaction', to: 'tests' },
  { minutesAgo: 289, who: 'bob', text: '🎉', kind: 'reaction', to: 'tests' },
  { minutesAgo: 288, who: 'dave', text: '🎉', kind: 'reaction', to: 'tests' },
  { minutesAgo: 240, who: 'alice', text: 'who has seen it on a Linux console?', as: 'console' },
  {
    minutesAgo: 236,
    who: 'dave',
    text: 'I have: plain signs, no emoji, all keys work',
    to: 'console',
  },
  { minutesAgo: 120, who: 'bob', text: code, as: 'code' },
  { minutesAgo: 119, who: 'carol', text: '👍', kind: 'reaction', to: 'code' },
  { minutesAgo: 118, who: 'dave', text: 'short. Does it know flags and familys?', as: 'typo' },
  {
    minutesAgo: 117,
    who: 'dave',
    text: 'short. Does it know flags and families?',
    kind: 'edit',
    to: 'typo',
  },
  {
    minutesAgo: 112,
    who: 'bob',
    text: '🇯🇵 👨‍👩‍👧 कि é: two cells, two, one, one',
    to: 'typo',
    as: 'flags',
  },
  { minutesAgo: 110, who: 'dave', text: '🤯', kind: 'reaction', to: 'flags' },
  { minutesAgo: 41, who: 'carol', text: 'the notes are at https://example.org/partyline/0.1' },
  { minutesAgo: 40, who: 'alice', text: 'read them, nothing to add' },
  { minutesAgo: 5000, who: 'dave', text: 'staging is up', room: 'ops' },
];

/** A whole screen, with everything that a conversation can hold. */
export async function client(): Promise<string> {
  const about =
    'A chat client: rooms with counts, a conversation over two days with code, a link, replies and reactions, the line above what is new, somebody typing.';
  return pictureOf({ columns: 120, rows: 40 }, about, async () => {});
}

/** A message is selected, and the line below says what can be done with it. */
export async function selected(): Promise<string> {
  const about = 'A chat client of 80 by 24 cells: a message is selected, with its keys below.';
  return pictureOf({ columns: 80, rows: 24 }, about, async (alice) => {
    alice.type(altUp + altUp + altUp);
    await alice.sees('r reply', /▌ +由紀/);
  });
}

export async function narrow(): Promise<string> {
  const about = 'A chat client of 40 by 12 cells: the sidebar is folded away.';
  return pictureOf({ columns: 40, rows: 12 }, about, async () => {});
}

/** @param does what alice does last */
async function pictureOf(
  size: Size,
  description: string,
  does: (alice: PersonAtScreen) => Promise<void>,
): Promise<string> {
  const stage = await Stage.open(
    [...earlier].sort((one, other) => other.minutesAgo - one.minutesAgo),
  );
  try {
    const alice = await play(stage, size);
    await does(alice);
    const shot = await stage.shotOf(alice);
    return renderPicture([{ title: stage.titleOf('alice'), shot, x: 0, y: 0 }], description);
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, size: Size): Promise<PersonAtScreen> {
  const bob = await stage.elsewhere('bob', 'ops', 'random');
  const carol = await stage.elsewhere('carol', 'ops');
  const dave = await stage.elsewhere('dave', 'ops', 'random');
  const yuki = await stage.elsewhere('由紀');
  const alice = stage.client('alice', size, { TZ: afternoon() });
  await alice.sees('nothing to add');
  for (const room of ['ops', 'random']) {
    alice.type(`/join ${room}${enter}`);
    await alice.sees(`#${room}`);
  }
  await yuki.answers('the notes', '@alice they name you twice :)');
  await dave.answers('name you twice', 'once for each bug that she found');
  await carol.reacts('for each bug', '😄');
  await bob.reacts('for each bug', '😄');
  carol.says('general', 'cake at five, for everyone who is *here*');
  await dave.reacts('cake at five', '🍰');
  await yuki.reacts('cake at five', '🍰');
  dave.says('ops', 'disk on staging: 61 %');
  dave.says('ops', 'and down to 40 % after the cleanup');
  bob.does('/msg alice can you look at the tag?');
  await alice.sees(/bob +@1|bob @1/);
  carol.does('/away cutting the cake');
  alice.type(`${alt}1`);
  await alice.sees('cake at five', '🍰 2');
  for (const text of ['red or green?', 'green']) bob.says('random', text);
  dave.says('random', '@alice decides');
  await alice.sees(/random +@1|random @1/);
  bob.writes();
  if (size.columns > 60) await alice.sees('bob is typing…');
  return alice;
}

/** A zone where it is two in the afternoon: what was said hours ago was said today. */
function afternoon(): string {
  const ahead = 14 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
