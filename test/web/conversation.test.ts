// A conversation between a real terminal and a real browser: each sees what the other does, through a crash of the server.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { formatEntry, logHeader, parseEntry } from '../../src/protocol/log-line.ts';
import { sitDown } from '../client/plays.ts';
import { ChatServer } from '../support/chat-server.ts';
import type { PersonAtScreen } from '../support/screen.ts';
import { inBrowser } from './support/browser.ts';
import { settledRows } from './support/pane-view.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

const enter = '\r';
const alt = '\u001b';
const size = { columns: 100, rows: 50 };

inBrowser('a conversation', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.startOver(writeLongTalk, '--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  const says = (person: PersonAtScreen, text: string) => person.type(text + enter);

  it('goes both ways: words, names, edits, reactions, replies, deletions', async (t) => {
    const bob = await sitDown(t, server.port, 'bob', size);
    const alice = await Visitor.open(t, browser(), url);
    await alice.isCalled('alice');
    await bob.sees('is alice now.');
    await alice.says('shall we ship?');
    await bob.sees(/alice +shall we ship\?/);
    says(bob, '/react 🚀');
    await alice.page.getByRole('button', { name: '🚀 1 by bob' }).waitFor();
    says(bob, '/reply yse');
    await alice.sees('yse');
    await alice.page.getByRole('button', { name: 'in reply to alice: shall we ship?' }).waitFor();
    // A sign that he has it back from the server, and can change it.
    await alice.says('/react 🎂');
    await bob.sees('🎂 1');
    says(bob, '/edit yes');
    await alice.sees('(edited)');
    await alice.says('/edit shall we ship today?');
    await bob.sees(/shall we ship today\? +\(edited\)/);
    await alice.says('/reply at four');
    await bob.sees('↳ bob');
    await alice.isSettled();
    await alice.says('/delete');
    await bob.sees(/alice +↳ bob: yes\n.* deleted$/m);
    says(bob, '/name robert');
    await alice.isHere('robert');
    await alice.isCalled('alicia');
    await bob.sees('alice is alicia now.', '● alicia');
  });

  it('is counted where one does not look, and marked where one comes back', async (t) => {
    const ben = await sitDown(t, server.port, 'ben', size);
    const ann = await Visitor.open(t, browser(), url);
    await ann.isCalled('ann');
    await ann.says('/join ops');
    await ann.shows('#ops');
    says(ben, 'one');
    says(ben, 'ann: two');
    await ann.page.getByRole('button', { name: /^general.*2 unread, 1 for you/ }).waitFor();
    await ann.says('in ops');
    await ann.page.keyboard.press('Alt+1');
    await ann.shows('#general');
    await ann.messages.locator('.rule.new').getByText('2 new').waitFor();
    await ann.sees('ann: two');
    says(ben, '/join ops');
    await ben.sees(/ann +in ops/);
    await ann.says('/msg ben only for you');
    await ann.shows('ben');
    await ben.sees('DIRECT', /ann +@1/);
    ben.type(`${alt}3`);
    await ben.sees(/ann +only for you/);
    says(ben, 'nobody hears us');
    await ann.sees('nobody hears us');
    await ann.page.keyboard.press('Alt+2');
    await ann.shows('#ops');
    assert.match(await server.log(), / @ann\+ben <ann> only for you/);
  });

  it('is read back to its beginning while it goes on, and what is read stays where it is', async (t) => {
    const cem = await TerminalMember.join(t, server.port, 'cem', 'long');
    let held: (() => void)[] | undefined;
    const dora = await Visitor.open(t, browser(), url, {
      prepare: (context) =>
        context.routeWebSocket(/\/ws$/, (page) => {
          const far = page.connectToServer();
          far.onMessage((line) => {
            const isHeld = held !== undefined && String(line).startsWith('{"type":"history"');
            if (isHeld) held?.push(() => page.send(line));
            else page.send(line);
          });
        }),
    });
    await dora.says('/join long');
    await dora.shows('#long');
    await dora.sees('word 3000');
    await dora.messages.hover();
    let first = '';
    let loads = 0;
    for (let round = 0; first !== 'word 1'; round++) {
      assert.ok(round < 60, 'the beginning is reached');
      held = [];
      await dora.page.mouse.wheel(0, -100_000);
      const [top] = await settledRows(dora.page);
      const late = held;
      loads += late.length;
      held = undefined;
      for (const release of late) release();
      cem.says(`meanwhile ${round}`, 'long');
      await cem.hears(`meanwhile ${round}`, 'long');
      const rows = await settledRows(dora.page);
      const same = rows.find(({ key }) => key === top?.key);
      const moved = Math.abs((same?.top ?? Number.NaN) - (top?.top ?? 0));
      assert.ok(moved <= 2, `what was read moved by ${moved} in round ${round}`);
      const numbers = rows.map(({ text }) => Number(/^word (\d+)$/.exec(text)?.[1]));
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => (numbers[0] ?? 0) + index),
      );
      first = rows[0]?.text ?? '';
    }
    assert.ok(loads > 5, `${loads} times older ones came`);
    await dora.messages.getByText('The beginning of #long').waitFor();
    await dora.page.getByRole('button', { name: /^↓ \d+ new$/ }).click();
    await dora.sees(cem.messages('long').at(-1)?.content as string);
  });

  it('loses and doubles nothing when the server is killed while both write, and one reloads', async (t) => {
    const fred = await sitDown(t, server.port, 'fred', size);
    const eve = await Visitor.open(t, browser(), url, {
      viewport: { width: 1100, height: 1500 },
    });
    await eve.isCalled('eve');
    says(fred, '/join crash');
    await eve.says('/join crash');
    await eve.isHere('fred');
    await fred.sees('#crash', 'HERE (2)');
    const written: string[] = [];
    const bothWrite = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const number = 10 + written.length / 2;
        written.push(`f${number}`, `e${number}`);
        says(fred, `f${number}`);
        await eve.says(`e${number}`);
      }
    };
    await bothWrite(4);
    const killed = server.kill();
    await bothWrite(4);
    await killed;
    await bothWrite(4);
    await server.startAgain();
    await bothWrite(2);
    await eve.reload();
    await bothWrite(2);
    const last = [`f${9 + written.length / 2}`, `e${9 + written.length / 2}`];
    await fred.sees(...last);
    for (const text of last) await eve.sees(text);
    await fred.seesNot('sending…', 'unsent');
    await eve.isSettled();
    const log = (await server.log()).split('\n').map(parseEntry);
    const said = log.filter((entry) => entry?.room === 'crash').map((entry) => entry?.content);
    assert.deepEqual(said.toSorted(), written.toSorted(), 'the log has each once');
    for (const who of ['e', 'f']) {
      const own = (texts: readonly unknown[]) => texts.filter((text) => String(text)[0] === who);
      assert.deepEqual(own(said), own(written), `in the order in which ${who} wrote`);
    }
    const shown = (await settledRows(eve.page)).map(({ text }) => text);
    assert.deepEqual(
      shown.filter((text) => /^[ef]\d\d$/.test(text)),
      said,
      'the browser shows what the log has',
    );
    const screen = fred.text.match(/(?<=\s)[ef]\d\d(?=\s)/g);
    assert.deepEqual(screen, said, 'the terminal shows what the log has');
  });
});

/** 3,000 messages in a room of their own. */
function writeLongTalk(path: string): void {
  const begin = Date.parse('2026-03-01T00:00:00.000Z');
  const lines = Array.from({ length: 3000 }, (_, index) =>
    formatEntry({
      seq: index + 1,
      room: 'long',
      kind: 'text',
      sender: ['ann', 'ben', 'cleo'][index % 3] as string,
      content: `word ${index + 1}`,
      timestamp: new Date(begin + index * 60_000).toISOString(),
    }),
  );
  writeFileSync(path, `${[logHeader, ...lines].join('\n')}\n`, { mode: 0o600 });
}
