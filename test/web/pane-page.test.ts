// The message pane in a real browser: it keeps its place, draws what is seen, and shows texts as texts.
import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

/** The row at the pane's upper edge, and how many pixels below that it begins. */
const topRow = `(() => {
  const edge = document.querySelector('.messages').getBoundingClientRect().top;
  const rows = [...document.querySelectorAll('article')]
    .map((row) => ({ key: row.dataset.key, box: row.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > edge + 1)
    .sort((one, other) => one.box.top - other.box.top);
  return { key: rows[0].key, top: Math.round(rows[0].box.top - edge) };
})()`;
const rowsDrawn = `document.querySelectorAll('article').length`;
const isAtEnd = `(() => {
  const { scrollHeight, clientHeight, scrollTop } = document.querySelector('.messages');
  return scrollHeight - clientHeight - scrollTop < 2;
})()`;
/** By then what was scrolled to is drawn. */
const twoFrames = `new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))`;
const scrollBy = (pixels: number) =>
  `void document.querySelector('.messages').scrollBy(0, ${pixels})`;

interface TopRow {
  readonly key: string;
  readonly top: number;
}

inBrowser('the message pane', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  async function roomOf(t: TestContext, room: string, messages: number) {
    const bob = await TerminalMember.join(t, server.port, `bob-${room}`, room);
    for (let number = 1; number <= messages; number += 1) bob.says(text(number), room);
    if (messages > 0) await bob.hears(text(messages), room);
    const alice = await Visitor.open(t, browser(), url);
    await alice.says(`/join ${room}`);
    if (messages > 0) await alice.sees(text(messages));
    return { bob, alice };
  }

  const text = (number: number) => `message ${number} ${'and so on '.repeat(number % 30)}`.trim();
  const top = ({ page }: Visitor) => page.evaluate<TopRow>(topRow);
  const jump = ({ page }: Visitor, name: RegExp) => page.getByRole('button', { name });

  it('follows what comes at the end, and keeps its place further up', async (t) => {
    const { bob, alice } = await roomOf(t, 'place', 90);
    await alice.until(isAtEnd);
    bob.says('one more', 'place');
    await alice.sees('one more');
    await alice.until(isAtEnd);
    await alice.page.evaluate(scrollBy(-1_500));
    await jump(alice, /to the newest/).waitFor();
    const before = await top(alice);
    for (let number = 0; number < 30; number += 1) bob.says(`below ${number}`, 'place');
    await jump(alice, /^↓ 30 new/).waitFor();
    assert.equal(await jump(alice, /^↑/).count(), 0);
    assert.deepEqual(await top(alice), before);
    const seq = Number(before.key.slice(1));
    bob.client.edit('place', seq - 2, 'edited\nto be\nmuch\nhigher');
    bob.client.react('place', seq + 1, '👍');
    await alice.messages.getByRole('button', { name: /👍 1/ }).waitFor();
    assert.deepEqual(await top(alice), before);
    await jump(alice, /^↓ 30 new/).click();
    await alice.sees('below 29');
    await alice.until(isAtEnd);
  });

  it('keeps its place while older messages load above, and draws what is seen alone', async (t) => {
    const { alice } = await roomOf(t, 'history', 400);
    const isLoaded = `document.querySelector('.messages-top').textContent === 'The beginning of #history'`;
    await alice.page.evaluate(scrollBy(-600));
    await jump(alice, /to the newest/).waitFor();
    // At the very top, where a pane without care would show the oldest of the page that came.
    await alice.page.evaluate(scrollBy(-1_000_000));
    await alice.page.evaluate(twoFrames);
    const { key } = await top(alice);
    await alice.until(`document.querySelector('.messages').scrollTop > 0`);
    const now = await top(alice);
    assert.ok(Math.abs(Number(now.key.slice(1)) - Number(key.slice(1))) < 5);
    await alice.until(`(document.querySelector('.messages').scrollTop = 0, ${isLoaded})`);
    await alice.sees(/^message 1 /);
    assert.ok((await alice.page.evaluate<number>(rowsDrawn)) < 100);
  });

  it('comes back to the place that each room had, or to what is new there', async (t) => {
    const { bob, alice } = await roomOf(t, 'rooms', 90);
    const other = alice.rooms.getByRole('button', { name: 'general', exact: true });
    const here = alice.rooms.getByRole('button', { name: /^rooms/ });
    await alice.page.evaluate(scrollBy(-1_500));
    await jump(alice, /to the newest/).waitFor();
    const before = await top(alice);
    await other.click();
    await alice.shows('#general');
    await here.click();
    await alice.shows('#rooms');
    await alice.until(`document.querySelector('[data-key="${before.key}"]') !== null`);
    assert.deepEqual(await top(alice), before);
    await jump(alice, /to the newest/).click();
    await alice.until(isAtEnd);
    await other.click();
    await alice.shows('#general');
    for (let number = 0; number < 60; number += 1) bob.says(`news ${number}`, 'rooms');
    await alice.rooms.getByText(', 60 unread').waitFor();
    await here.click();
    await alice.sees('60 new');
    await alice.sees('news 0');
    assert.equal(await alice.page.evaluate(isAtEnd), false);
  });

  it('shows what others write as text, whatever it looks like', async (t) => {
    const { bob, alice } = await roomOf(t, 'hostile', 0);
    bob.says('<img src=x onerror=alert(1)><script>alert(2)</script> \u202e&amp;\u202c', 'hostile');
    bob.says('javascript:alert(1) https://ok.example/"onclick=alert(3)//', 'hostile');
    await alice.sees(
      '<img src=x onerror=alert(1)><script>alert(2)</script> \\u{202e}&amp;\\u{202c}',
    );
    await alice.sees('javascript:alert(1)');
    const link = alice.messages.getByRole('link');
    assert.equal(await link.count(), 1);
    assert.equal(await link.getAttribute('href'), 'https://ok.example/');
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
    assert.equal(await alice.messages.locator('script, img').count(), 0);
  });

  it('gives the selected message the focus, and goes on from it by keys', async (t) => {
    const { alice } = await roomOf(t, 'keys', 60);
    await alice.line.press('Alt+ArrowUp');
    const selected = alice.messages.locator('.row.selected');
    await selected.getByText('message 60').waitFor();
    await alice.until(`document.activeElement.closest('.row.selected') !== null`);
    for (let times = 0; times < 40; times += 1) await alice.page.keyboard.press('ArrowUp');
    await selected.getByText(/^message 20 /).waitFor();
    await alice.page.keyboard.press('e');
    await alice.page.getByText('Only your own messages can be edited.').first().waitFor();
    await alice.page.keyboard.press('r');
    await alice.says('an answer');
    await alice.messages
      .getByRole('button', { name: /in reply to bob-keys: message 20/ })
      .waitFor();
    await alice.until(isAtEnd);
  });
});
