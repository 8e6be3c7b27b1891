// What the page tells around itself, in a real browser: notifications once they are allowed, title and icon of the tab.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

/** In place of the browser's own, which has no screen here; and of a person who looks elsewhere. */
const stand = `
  window.told = [];
  window.asked = 0;
  window.Notification = class {
    static permission = 'granted';
    static requestPermission() {
      window.asked += 1;
      return Promise.resolve('granted');
    }
    constructor(title, { body, tag }) {
      window.told.push({ title, body, tag });
      window.lastTold = this;
    }
    close() {
      window.told.push('closed');
    }
  };
  document.hasFocus = () => false;
`;

inBrowser('around the page', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('who is named while elsewhere is told once a room, and a click shows that room', async (t) => {
    const prepare = async (context: Visitor['context']) =>
      void (await context.addInitScript(stand));
    const alice = await Visitor.open(t, browser(), url, { prepare });
    await alice.isCalled('alice');
    await alice.says('/join ops');
    await alice.shows('#ops');
    const bob = await TerminalMember.join(t, server.port, 'bob');
    bob.says('nothing for her');
    bob.says('alice: look at <b>this</b>');
    await alice.until('window.told.length > 0');
    const told = await alice.page.evaluate('window.told');
    const text = 'alice: look at <b>this</b>';
    assert.deepEqual(told, [{ title: 'bob in #general', body: text, tag: 'general' }]);
    await alice.until(`document.title === '#ops (@1) – partyline'`);
    await alice.until(`document.querySelector('link[rel=icon]').href.endsWith('/icon-news.svg')`);
    await alice.page.evaluate('window.lastTold.onclick()');
    await alice.shows('#general');
    await alice.sees(text);
    assert.equal(await alice.page.evaluate('window.asked'), 0, 'only a person’s act asks');
  });
});
