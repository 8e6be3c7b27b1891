// The conversation of the pictures in docs: what was said before alice came, and what others say while she is there.
import type { Elsewhere } from './picture-cast.ts';
import type { Earlier } from './picture-earlier.ts';
import type { Stage } from './picture-stage.ts';

/** Alice, at whatever she sits. */
export interface Reader {
  /** Writes the line, and sends it. */
  enters(line: string): void | Promise<void>;
  /** The first room comes on the screen. */
  showsFirst(): void | Promise<void>;
  sees(...wanted: readonly (string | RegExp)[]): Promise<void>;
}

const code = `measured again, that was the slow one:
\`\`\`ts
export function fit(text: string, cells: number): string {
  return cellWidth(text) <= cells ? text : truncate(text, cells);
}
\`\`\``;

const said: readonly Earlier[] = [
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

/** Oldest first. */
export const earlier: readonly Earlier[] = said.toSorted(
  (one, other) => other.minutesAgo - one.minutesAgo,
);

/** @returns who has something more to say */
export async function play(stage: Stage, sitDown: () => Promise<Reader>): Promise<Elsewhere> {
  const bob = await stage.elsewhere('bob', 'ops', 'random');
  const carol = await stage.elsewhere('carol', 'ops');
  const dave = await stage.elsewhere('dave', 'ops', 'random');
  const yuki = await stage.elsewhere('由紀');
  const alice = await sitDown();
  await alice.sees('nothing to add');
  for (const room of ['ops', 'random']) {
    await alice.enters(`/join ${room}`);
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
  await alice.sees(/bob +@1/);
  carol.does('/away cutting the cake');
  await alice.showsFirst();
  await alice.sees('cake at five', '🍰 2');
  for (const text of ['red or green?', 'green']) bob.says('random', text);
  dave.says('random', '@alice decides');
  await alice.sees(/random +@1/);
  return bob;
}

/** A zone where it is two in the afternoon: what was said hours ago was said today. */
export function afternoon(): string {
  const ahead = 14 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
