// The main views in four sizes, cell by cell as they were when somebody last looked at them (golden/*.txt).
//
// `npm run golden` writes them anew: look at the difference before it is committed.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Look } from '../../src/client/look.ts';
import { createTheme } from '../../src/client/theme.ts';
import { lineDiff, screenText } from '../support/screen-text.ts';
import { goldenScene, views } from './golden-views.ts';
import { lookDefaults } from './looks.ts';
import { type Stage, stageFor } from './stage.ts';

const folder = new URL('golden/', import.meta.url);
/** A terminal of today that has told of its dark background. */
const theme = createTheme({ kind: 'auto', level: 3, ground: 'dark' });
const look: Look = { ...lookDefaults, theme, hasLinks: true };

const isWriting = process.env.GOLDEN === 'write';
const sizes = [
  [200, 50],
  [120, 40],
  [80, 24],
  [40, 12],
] as const;

if (isWriting) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

for (const [view, show] of Object.entries(views)) {
  for (const [columns, rows] of sizes) {
    const file = `${view}-${columns}x${rows}.txt`;
    test(`golden screen ${file}`, async (context) => {
      const found = await screenOf(context, show, columns, rows);
      if (isWriting) return writeFileSync(new URL(file, folder), found);
      const wanted = readFileSync(new URL(file, folder), 'utf8');
      assert.ok(
        wanted === found,
        `${fileURLToPath(new URL(file, folder))}\n${lineDiff(wanted, found)}\n`,
      );
    });
  }
}

test('there is no golden screen that no view makes', () => {
  const made = Object.keys(views).flatMap((view) =>
    sizes.map((size) => `${view}-${size.join('x')}.txt`),
  );
  assert.deepEqual(readdirSync(folder).toSorted(), made.toSorted());
});

/** What stands there step by step is what stands there drawn at once. */
async function screenOf(
  context: TestContext,
  show: (stage: Stage) => void,
  columns: number,
  rows: number,
): Promise<string> {
  const stage = stageFor(context, goldenScene(), { columns, rows, look });
  show(stage);
  stage.passFrame();
  await stage.glass.settled();
  const found = screenText(stage.glass);
  stage.redraw();
  await stage.glass.settled();
  assert.equal(lineDiff(found, screenText(stage.glass)), '', 'drawn again it is the same');
  return found;
}
