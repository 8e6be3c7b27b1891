// The log of a room as a page, in a real browser, from a real server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

inBrowser('the log as a page', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  /** A tab beside the chat's, with a room's log. */
  async function follow(alice: Visitor, room: string): Promise<Visitor> {
    const page = await alice.context.newPage();
    await page.goto(`${url}log/#${room}`);
    return alice.in(page);
  }

  async function open(t: TestContext, from: Browser, room: string, forgive = /^$/) {
    const alice = await Visitor.open(t, from, url, { forgive });
    return { alice, log: await follow(alice, room) };
  }

  const lines = (log: Visitor) => log.page.locator('.block > div');
  const state = (log: Visitor) => log.page.getByRole('status');
  const textsOf = async (log: Visitor) => {
    const found = await log.page.evaluate(
      `[...document.querySelectorAll('.block > div')].map((line) => line.textContent)`,
    );
    return found as string[];
  };
  const isAtEnd = `document.documentElement.scrollHeight - scrollY - innerHeight <= 8`;

  async function sayMany(bob: TerminalMember, room: string, from: number, to: number) {
    // Each goes when the one before it is acknowledged: on a busy machine many take their time.
    for (let number = from; number <= to; number++) {
      bob.says(`message ${number}`, room);
      if (number % 50 === 0) await bob.hears(`message ${number}`, room);
    }
    await bob.hears(`message ${to}`, room);
  }

  it('has every line as it stands in the file, and nothing that is said is markup', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bob', 'lines');
    const said = ['<b>bold</b><script>alert(1)</script>', 'two\nlines', '\u202eturned\u202c back'];
    for (const text of said) bob.says(text, 'lines');
    await bob.hears(said.at(-1) as string, 'lines');
    const { log } = await open(t, browser(), 'lines');
    await lines(log).nth(2).waitFor();
    bob.says('live', 'lines');
    await lines(log).nth(3).waitFor();
    const file = (await server.log()).split('\n').filter((line) => / #lines /.test(line));
    assert.deepEqual(await textsOf(log), file);
    assert.equal(await log.page.locator('#lines b, #lines script').count(), 0);
    await log.page.getByLabel('metadata').check();
    assert.ok(await log.page.locator('.meta').first().isVisible());
  });

  it('stays at the end, until one scrolls up; then it counts what is new, and fetches what is older', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'ben', 'long');
    await sayMany(bob, 'long', 1, 700);
    const { log } = await open(t, browser(), 'long');
    await lines(log).nth(499).waitFor();
    await log.until(isAtEnd);
    await sayMany(bob, 'long', 701, 705);
    await lines(log).nth(504).waitFor();
    await log.until(isAtEnd);
    await log.page.locator('#lines').focus();
    await log.page.keyboard.press('Home');
    await lines(log).nth(704).waitFor();
    await sayMany(bob, 'long', 706, 707);
    const button = log.page.getByRole('button', { name: '2 new lines' });
    await button.press('Enter');
    await log.until(isAtEnd);
    await button.waitFor({ state: 'hidden' });
    const contents = (await textsOf(log)).map((line) => /> (.*?)(?:\t|$)/.exec(line)?.[1]);
    assert.deepEqual(
      contents,
      Array.from({ length: 707 }, (_, at) => `message ${at + 1}`),
    );
  });

  it('says that the server is gone, and goes on where it was when it is back', async (t) => {
    const forgiven = /ERR_|WebSocket/;
    const bob = await TerminalMember.join(t, server.port, 'bert', 'lost');
    await sayMany(bob, 'lost', 1, 3);
    const { log } = await open(t, browser(), 'lost', forgiven);
    await lines(log).nth(2).waitFor();
    await server.kill();
    await state(log).getByText('The server is out of reach.').waitFor();
    await server.startAgain();
    await sayMany(bob, 'lost', 4, 6);
    await lines(log).nth(5).waitFor();
    await state(log).getByText('following').waitFor();
    const seqs = (await textsOf(log)).map((line) => Number(line.split(' ')[1]));
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
    );
    assert.equal(seqs.length, 6);
  });

  it('opens a direct room for one of its two, where the chat is open beside it, and for nobody else', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bill');
    const alice = await Visitor.open(t, browser(), url);
    await alice.isCalled('alice');
    bob.client.send('@alice+bill', 'between us');
    const log = await follow(alice, '@alice+bill');
    await lines(log).filter({ hasText: '<bill> between us' }).waitFor();
    const eve = await Visitor.open(t, browser(), url, { forgive: /404/ });
    const none = await follow(eve, '@alice+bill');
    await state(none).getByText('There is no such room').waitFor();
    assert.equal(await lines(none).count(), 0);
  });

  it('shows another room when the address does, and has nothing that axe would mind', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bela', 'one');
    bob.says('in one', 'one');
    await bob.hears('in one', 'one');
    const other = await TerminalMember.join(t, server.port, 'bodo', 'two');
    other.says('in two', 'two');
    await other.hears('in two', 'two');
    const { log } = await open(t, browser(), 'one');
    await lines(log).filter({ hasText: 'in one' }).waitFor();
    await log.page.evaluate(`location.hash = '#two'`);
    await lines(log).filter({ hasText: 'in two' }).waitFor();
    assert.equal(await lines(log).count(), 1);
    assert.equal(await log.page.title(), '#two · log');
    await log.page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
    const found = await log.page.evaluate(`axe.run().then(({ violations }) => violations)`);
    assert.deepEqual(
      (found as { id: string }[]).map(({ id }) => id),
      [],
    );
  });
});
