// Writing on the page: completion, history, drafts, editing, by keys alone, in a real browser.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

inBrowser('writing', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('takes what arrows went to in the menu before anything is sent', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.pressSequentially('/re');
    await ann.page.getByRole('option', { name: '/reply' }).waitFor();
    await ann.line.press('ArrowDown');
    assert.equal(await ann.line.inputValue(), '/react ');
    assert.notEqual(await ann.line.getAttribute('aria-activedescendant'), null);
    await ann.line.press('Enter');
    await ann.page.getByRole('listbox').waitFor({ state: 'detached' });
    assert.equal(await ann.line.inputValue(), '/react ');
    await ann.line.press('Control+u');
    await ann.line.pressSequentially('/to');
    await ann.page.getByRole('option', { name: '/topic' }).click();
    assert.equal(await ann.line.inputValue(), '/topic ');
  });

  it('lets Tab leave where there is nothing to complete', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.pressSequentially('nobody is called so');
    await ann.line.press('Tab');
    await ann.until(`document.activeElement.className === 'send'`);
    await ann.page.keyboard.press('Escape');
    await ann.until(`document.activeElement.ariaLabel === 'Message'`);
  });

  it('edits the last message with Up, and Escape gives the line back', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.says('tomorow');
    await ann.sees('tomorow');
    await ann.isSettled();
    await ann.line.press('ArrowUp');
    assert.equal(await ann.line.inputValue(), 'tomorow');
    await ann.line.fill('tomorrow');
    await ann.line.press('Enter');
    await ann.sees('tomorrow');
    await ann.isSettled();
    assert.equal(await ann.line.inputValue(), '');
    await ann.line.press('ArrowUp');
    await ann.line.press('Escape');
    assert.equal(await ann.line.inputValue(), '');
    assert.equal(await ann.count('tomorrow'), 1);
  });

  it('calls back what was sent, and the draft after it; what was cut comes back by undo', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.says('/whois nobody1');
    await ann.says('/whois nobody2');
    await ann.line.pressSequentially('half');
    await ann.line.press('ArrowUp');
    await ann.line.press('ArrowUp');
    assert.equal(await ann.line.inputValue(), '/whois nobody1');
    for (let step = 0; step < 3; step += 1) await ann.line.press('ArrowDown');
    assert.equal(await ann.line.inputValue(), 'half');
    await ann.line.press('Control+u');
    assert.equal(await ann.line.inputValue(), '');
    await ann.line.press('Control+z');
    assert.equal(await ann.line.inputValue(), 'half');
  });

  it('keeps what is refused in the line, and asks before it sends a long paste', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.fill('/jion ops');
    await ann.line.press('Enter');
    await ann.sees('Did you mean /join?');
    assert.equal(await ann.line.inputValue(), '/jion ops');
    await ann.line.fill('x'.repeat(4_001));
    await ann.page.getByText('1 too many').waitFor();
    await ann.line.press('Enter');
    await ann.sees('A message is at most 4,000 characters');
    await ann.line.fill('');
    await ann.page.evaluate(`
      const paste = new ClipboardEvent('paste', { bubbles: true });
      document.activeElement.dispatchEvent(paste);
      document.execCommand('insertText', false, 'a\\nb\\nc\\nd\\ne');
    `);
    await ann.line.press('Enter');
    await ann.page.getByText('Send these 5 lines as one message?').waitFor();
    await ann.page.keyboard.press('Escape');
    await ann.until(`document.activeElement.ariaLabel === 'Message'`);
    assert.equal(await ann.line.inputValue(), 'a\nb\nc\nd\ne');
  });

  it('keeps a draft for each room', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.pressSequentially('for general');
    await ann.page.keyboard.press('Control+g');
    await ann.page.getByRole('combobox').pressSequentially('ops');
    await ann.page.keyboard.press('Enter');
    await ann.shows('#ops');
    assert.equal(await ann.line.inputValue(), '');
    await ann.page.keyboard.press('Alt+1');
    await ann.shows('#general');
    assert.equal(await ann.line.inputValue(), 'for general');
  });

  it('sends nothing while a word is composed', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.focus();
    const keys = await ann.context.newCDPSession(ann.page);
    const composed = { text: 'にほ', selectionStart: 2, selectionEnd: 2 };
    await keys.send('Input.imeSetComposition', composed);
    const enter = { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 } as const;
    await keys.send('Input.dispatchKeyEvent', enter);
    assert.equal(await ann.line.inputValue(), 'にほ');
    await keys.send('Input.insertText', { text: '日本' });
    await ann.line.press('Enter');
    await ann.sees('日本');
  });

  it('goes through its parts with F6, and a letter typed in any goes into the line', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.says('here');
    await ann.sees('here');
    const at = (region: string) =>
      ann.until(`document.activeElement.closest('[data-region]')?.dataset.region === '${region}'`);
    await ann.page.keyboard.press('F6');
    await ann.until(`document.activeElement.closest('[role=log], .messages, .row') !== null`);
    await ann.page.keyboard.press('F6');
    await at('rooms');
    await ann.page.keyboard.press('F6');
    await at('people');
    await ann.page.keyboard.type('hm');
    await ann.until(`document.activeElement.ariaLabel === 'Message'`);
    assert.equal(await ann.line.inputValue(), 'hm');
  });

  it('says goodbye, and comes back', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.line.fill('/quit');
    await ann.line.press('Enter');
    await ann.page.getByRole('heading', { name: 'You have left' }).waitFor();
    await ann.page.keyboard.press('Enter');
    await ann.page.locator('.status[data-status=live]').waitFor();
    await ann.says('back again');
    await ann.sees('back again');
  });
});
