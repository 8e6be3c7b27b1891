// The pictures of docs/client.md: one conversation, as it looks to alice at screens of several sizes.
import type { PersonAtScreen } from '../test/support/screen.ts';
import { afternoon, earlier, play } from './picture-afternoon.ts';
import { type Size, Stage } from './picture-stage.ts';
import { renderPicture } from './picture-svg.ts';

const enter = '\r';
const alt = '\u001b';
const altUp = '\u001b[1;3A';

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
  const stage = await Stage.open(earlier);
  try {
    const alice = await sit(stage, size);
    await does(alice);
    const shot = await stage.shotOf(alice);
    return renderPicture([{ title: stage.titleOf('alice'), shot, x: 0, y: 0 }], description);
  } finally {
    await stage.close();
  }
}

async function sit(stage: Stage, size: Size): Promise<PersonAtScreen> {
  const person: { at?: PersonAtScreen } = {};
  const bob = await play(stage, async () => {
    const alice = stage.client('alice', size, { TZ: afternoon() });
    person.at = alice;
    return {
      enters: (line) => alice.type(line + enter),
      showsFirst: () => alice.type(`${alt}1`),
      sees: (...wanted) => alice.sees(...wanted),
    };
  });
  const { at: alice } = person;
  if (alice === undefined) throw new Error('nobody came');
  bob.writes();
  if (size.columns > 60) await alice.sees('bob is typing…');
  return alice;
}
