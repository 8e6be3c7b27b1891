// The picture of README: two people at two clients through a crash of the server, and the log under them.
import { setTimeout as delay } from 'node:timers/promises';
import type { PersonAtScreen } from '../test/support/screen.ts';
import { Stage } from './picture-stage.ts';
import { renderPicture, windowSize } from './picture-svg.ts';

const description =
  'Two chat clients side by side in one conversation, with a reply, reactions, code and unread lines; below them the log file that has every line of it.';
const clientSize = { columns: 70, rows: 19 } as const;
const gap = 16;
const logSize = { columns: logColumns(), rows: 16 } as const;

const enter = '\r';
const alt = '\u001b';
const altUp = '\u001b[1;3A';

export async function talk(): Promise<string> {
  const stage = await Stage.open();
  try {
    const log = stage.program('tail', ['-f', 'chat_messages.txt'], logSize);
    const [alice, bob] = await play(stage);
    const size = windowSize(clientSize.columns, clientSize.rows);
    const windows = [
      { title: stage.titleOf('alice'), shot: await stage.shotOf(alice), x: 0, y: 0 },
      {
        title: stage.titleOf('bob'),
        shot: await stage.shotOf(bob),
        x: size.width + gap,
        y: 0,
      },
      {
        title: 'tail -f chat_messages.txt',
        shot: await stage.shotOf(log),
        x: 0,
        y: size.height + gap,
        width: 2 * size.width + gap,
      },
    ];
    return renderPicture(windows, description);
  } finally {
    await stage.close();
  }
}

/** Each line waits until those before it are on the screens. */
async function play(stage: Stage): Promise<readonly [PersonAtScreen, PersonAtScreen]> {
  const carol = await stage.elsewhere('carol', 'ops');
  const dave = await stage.elsewhere('dave', 'ops');
  const bob = stage.client('bob', clientSize);
  await bob.sees('HERE (3)');
  const alice = stage.client('alice', clientSize);
  const both = async (...wanted: (string | RegExp)[]): Promise<void> => {
    for (const one of [alice, bob]) await one.sees(...wanted);
  };
  const types = async (person: PersonAtScreen, text: string, seen: string): Promise<void> => {
    person.type(text + enter);
    await both(seen);
  };

  await both('HERE (4)');
  await types(alice, '/topic release day', 'set the topic');
  carol.says('general', 'お疲れさま! docs are ready');
  await both('docs are ready');
  await types(bob, '`npm tset`: ok', 'tset');
  await carol.reacts('npm tset', '🎉');
  await dave.reacts('npm tset', '🎉');
  await both('🎉 2');
  await types(bob, '/edit `npm test`: ok', '(edited)');
  await minuteIsOver();
  alice.type(altUp);
  await alice.sees('r reply');
  alice.type('r');
  await alice.sees('your answer');
  await types(alice, 'then watch this', '↳ bob');
  await stage.server.kill();
  await alice.sees('no connection');
  alice.type(`that was kill -9 of the server${enter}`);
  await stage.server.startAgain();
  await both('kill -9', '● live', 'HERE (4)');
  await types(bob, 'nothing is missing here', 'nothing is missing');
  bob.type(`/join ops${enter}`);
  await bob.sees('ops', 'HERE (3)');
  dave.says('general', 'nor here. @bob cake at 4?');
  await bob.sees(/general +@1/);
  await carol.reacts('cake', '🍰');
  dave.says('ops', 'staging is up');
  await bob.sees('staging is up');
  bob.type(`${alt}1`);
  await both('cake at 4', '🍰 1');
  carol.does('/msg alice the keys are with dave');
  await alice.sees('DIRECT');
  carol.does('/away lunch');
  await both('○ carol');
  dave.says('ops', '@bob have a look?');
  await bob.sees(/ops +@1/);
  await writesSlowly(bob, 'yes, and I bring');
  await alice.sees('bob is typing…');
  return [alice, bob];
}

/** As many as fit under both clients. */
function logColumns(): number {
  const width = 2 * windowSize(clientSize.columns, 1).width + gap;
  let columns = 2 * clientSize.columns;
  while (windowSize(columns + 1, 1).width <= width) columns += 1;
  return columns;
}

/** So that the picture has more than one time in it. */
async function minuteIsOver(): Promise<void> {
  await delay(60_000 - (Date.now() % 60_000));
}

/** Key by key, as people do; longer than the 3 s in which a client tells only once that somebody is typing. */
async function writesSlowly(person: PersonAtScreen, text: string): Promise<void> {
  for (const key of text) {
    person.type(key);
    await delay(250);
  }
}
