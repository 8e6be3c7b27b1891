// A visit to the page without a mouse: everything that one can do, by keys alone.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

/** So that it is seen that no pointer had a part in it: a click by a key has no place. */
const watchPointers = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(`
    window.pointed = 0;
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      addEventListener(type, () => (window.pointed += 1), true);
  `);
};

inBrowser('the page by keys alone', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('lets one come in, talk, change what was said, read back, and go', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bob');
    for (let number = 1; number <= 200; number++) bob.says(`before ${number}`);
    await bob.hears('before 200');
    const alice = await Visitor.open(t, browser(), url, { prepare: watchPointers });
    const { page } = alice;
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const types = (text: string) => page.keyboard.type(text);
    const focused = (name: RegExp) =>
      alice.until(
        `${name}.test(document.activeElement.ariaLabel ?? document.activeElement.innerText)`,
      );
    const holds = (text: string) =>
      alice.until(`document.activeElement.value === ${JSON.stringify(text)}`);

    // A name, in the words of welcome.
    await focused(/^Message$/);
    // Back from the line: the account, the name that one has, the button that takes another, the field.
    await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab');
    await focused(/^Another name$/);
    await types('alice');
    await press('Enter');
    await alice.isHere('alice');
    await focused(/^Message$/);

    // Words, a name that is completed, a second line.
    await types('hello @bo');
    await press('Tab');
    await holds('hello @bob ');
    await types('there');
    await press('Shift+Enter');
    await types('and here');
    await press('Enter');
    await bob.hears('hello @bob there\nand here');
    await holds('');

    // What was said is answered, reacted to, changed and taken back.
    bob.says('a question?');
    await alice.sees('a question?');
    await press('Alt+ArrowUp');
    await focused(/a question\?/);
    await press('r');
    await focused(/^Message$/);
    await types('an answer');
    await press('Enter');
    assert.ok((await bob.hears('an answer')).target);
    await alice.isSettled();
    await press('Alt+ArrowUp', 'ArrowUp');
    await focused(/a question\?/);
    await press('+');
    await focused(/emoji/);
    await types('tada');
    await press('Enter');
    await alice.page.getByRole('button', { name: '🎉 1 by alice' }).waitFor();
    await focused(/^Message$/);
    await press('Alt+ArrowUp', 'e');
    await holds('an answer');
    await types('!');
    await press('Enter');
    await alice.sees('an answer!');
    await press('Alt+ArrowUp', 'd');
    await focused(/^Delete$/);
    await press('Enter');
    await alice.sees('deleted');

    // Help, and out of it.
    await press('F1');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await focused(/^Message$/);

    // Older messages to the first, and back to the newest.
    await press('Control+Home');
    await alice.sees(/^before 1$/);
    await press('PageDown', 'Control+End');
    await page.getByRole('button', { name: /to the newest/ }).waitFor({ state: 'hidden' });

    // Another room, by the list that finds one; news in the first, and to where they begin.
    await press('Control+g');
    await focused(/room or a name/);
    await types('garden');
    await press('Enter');
    await alice.shows('#garden');
    for (let number = 1; number <= 100; number++) bob.says(`after ${number}`);
    await page.getByRole('button', { name: /^general.*100 unread/ }).waitFor();
    await press('Alt+a');
    await alice.shows('#general');
    await press('Alt+u');
    await alice.sees(/^after 1$/);
    await alice.sees('100 new');
    await press('Alt+2');
    await alice.shows('#garden');

    // Through the parts of the page; a room is left where it stands in the list.
    await press('F6');
    await focused(/garden/);
    await press('Delete');
    await alice.shows('#general');
    assert.equal(await alice.rooms.count(), 1);
    await focused(/^Message$/);
    await types('/msg bob only we');
    await press('Enter');
    await alice.shows('bob');
    await bob.until(({ rooms }) => rooms.has('@alice+bob'), 'the room of two');
    await types('/quit');
    await press('Enter');
    await focused(/^Come back$/);
    assert.equal(await page.evaluate('window.pointed'), 0);
  });
});
