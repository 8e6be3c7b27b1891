// The page on a phone, in a real browser: narrow, without keys, and low while the phone's keyboard is there.
import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { pageFaults } from './support/page-faults.ts';
import { settledRows } from './support/pane-view.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

const high = { width: 390, height: 780 };
const withKeyboard = { width: 390, height: 420 };

inBrowser('a phone', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  const openPhone = (t: TestContext, from: Browser) =>
    Visitor.open(t, from, url, { viewport: high, hasTouch: true, isMobile: true });

  /** Nothing sticks out, and a finger hits what it points at; what stands in a text is as low as its line. */
  async function fits({ page }: Visitor, where: string): Promise<void> {
    assert.deepEqual(await page.evaluate(pageFaults), [], where);
    const small = await page.evaluate(`[...document.querySelectorAll('button, textarea, input')]
      .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.unseen, [inert], .reaction, .quote'))
      .map((it) => ({ it, height: it.getBoundingClientRect().height }))
      .filter(({ height }) => height < 43.5)
      .map(({ it, height }) => height + ': ' + it.outerHTML.slice(0, 100))`);
    assert.deepEqual(small, [], where);
  }

  it('shows the talk, and the lists over it when they are asked for', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bob');
    const alice = await openPhone(t, browser());
    const { page } = alice;
    await page.getByLabel('Another name').fill('alice');
    await page.getByRole('button', { name: 'Take it' }).tap();
    await bob.until(({ rooms }) => isHere(rooms.get('general'), 'alice'), 'alice');
    await alice.line.tap();
    await alice.line.fill('from my pocket');
    await page.getByRole('button', { name: 'Send' }).tap();
    await bob.hears('from my pocket');
    bob.says(`a long word: ${'x'.repeat(300)} and https://example.org/${'path/'.repeat(30)}`);
    await alice.sees('a long word');
    await fits(alice, 'the talk');
    await page.getByRole('button', { name: /^People, 2 here/ }).tap();
    await alice.isHere('bob');
    await fits(alice, 'people');
    await alice.people.getByText('bob').tap();
    await page.getByRole('heading', { name: 'bob' }).waitFor();
    assert.equal(await alice.people.count(), 0, 'the list is gone');
    bob.says('meanwhile');
    await page.getByRole('button', { name: /^Rooms.*1 unread/ }).tap();
    await fits(alice, 'rooms');
    await page.getByRole('button', { name: /Join a room/ }).tap();
    await page.getByRole('combobox').fill('ops');
    await fits(alice, 'the list that finds a room');
    await page.getByRole('combobox').press('Enter');
    await page.getByRole('heading', { name: '#ops' }).waitFor();
    await page.getByRole('button', { name: /^Rooms/ }).tap();
    await page
      .getByRole('button', { name: 'Close the list' })
      .tap({ position: { x: 380, y: 400 } });
    await page.getByRole('button', { name: /^Rooms/ }).tap();
    await alice.rooms.getByText('general').tap();
    await alice.sees('meanwhile');
  });

  it('has what can be done with a message where one taps it', async (t) => {
    const ben = await TerminalMember.join(t, server.port, 'ben');
    const ann = await openPhone(t, browser());
    ben.says('tap me');
    const message = ann.messages.getByText('tap me');
    await message.tap();
    const tools = ann.page.getByRole('toolbar');
    await fits(ann, 'a message that was tapped');
    await tools.getByRole('button', { name: 'React' }).tap();
    await ann.page.getByRole('combobox').fill('tada');
    await ann.page
      .getByRole('option', { name: /:tada:/ })
      .first()
      .tap();
    await ann.page.getByRole('button', { name: /^🎉 1/ }).waitFor();
    await message.tap();
    await tools.getByRole('button', { name: 'Reply' }).tap();
    await ann.line.fill('tapped');
    await ann.page.getByRole('button', { name: 'Send' }).tap();
    assert.ok((await ben.hears('tapped')).target);
  });

  it('has the line and the newest message in sight while its keyboard is there', async (t) => {
    const cem = await TerminalMember.join(t, server.port, 'cem', 'low');
    for (let number = 1; number <= 60; number++) cem.says(`line ${number}`, 'low');
    await cem.hears('line 60', 'low');
    const dora = await openPhone(t, browser());
    await dora.says('/join low');
    await dora.sees('line 60');
    await dora.line.tap();
    for (const [size, newest] of [
      [withKeyboard, 'line 60'],
      [high, 'line 61'],
      [withKeyboard, 'line 62'],
    ] as const) {
      await dora.page.setViewportSize(size);
      if (newest !== 'line 60') cem.says(newest, 'low');
      await dora.sees(newest);
      const rows = await settledRows(dora.page);
      assert.equal(rows.at(-1)?.text, newest);
      const box = await dora.line.boundingBox();
      assert.ok(box && box.y > 0 && box.y + box.height <= size.height, JSON.stringify(box));
    }
    await dora.line.fill(
      'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve',
    );
    await fits(dora, 'many lines');
    const box = await dora.page.getByRole('button', { name: 'Send' }).boundingBox();
    assert.ok(box && box.y + box.height <= withKeyboard.height, 'they can be sent');
  });
});

function isHere(
  room: { readonly members: readonly { readonly name: string }[] } | undefined,
  name: string,
) {
  return room?.members.some((member) => member.name === name) ?? false;
}
