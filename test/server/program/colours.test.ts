// What the operator's terminal gets: colours, unless it or the operator has none.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PersonAtScreen } from '../../support/screen.ts';

const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));

/** All that a server writes to a terminal from its start to its end. */
async function written(context: TestContext, env: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-colours-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const args = [main, '--port', '0', '--log', join(folder, 'chat_messages.txt')];
  const operator = new PersonAtScreen(process.execPath, args, { env });
  context.after(() => operator.close());
  await operator.sees('Partyline is open', 'in a browser');
  process.kill(operator.pid, 'SIGTERM');
  await operator.exited;
  assert.match(operator.text, /INFO: SIGTERM: saying goodbye/);
  return operator.received;
}

test('NO_COLOR and a dumb terminal have no colours; an empty NO_COLOR is none', async (context) => {
  const all = [{}, { NO_COLOR: '' }, { NO_COLOR: '1' }, { TERM: 'dumb' }];
  const received = await Promise.all(all.map((env) => written(context, env)));
  assert.deepEqual(
    received.map((text) => text.includes('\u001b[3')),
    [true, true, false, false],
  );
  assert.doesNotMatch(received.slice(2).join(''), /\u001b/);
});
