// The page in a real browser, from a real server: it opens, and talks with somebody in a terminal.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

inBrowser('the page', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('opens, and talks with somebody in a terminal', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bob');
    const alice = await Visitor.open(t, browser(), url);
    await alice.isCalled('alice');
    await alice.says('hello from the page');
    const heard = await bob.hears('hello from the page');
    assert.equal(heard.sender, 'alice');
    bob.says('hello from the terminal');
    await alice.sees('hello from the terminal');
  });

  it('lets no script or picture in that is not its own, and a test would notice', async (t) => {
    const eve = await Visitor.open(t, browser(), url);
    const amiss = (what: RegExp) =>
      eve.context.waitForEvent('console', { predicate: (message) => what.test(message.text()) });
    const tries = {
      inline: `document.body.append(Object.assign(document.createElement('script'), { text: '1' }))`,
      style: `document.body.setAttribute('style', 'color: red')`,
      elsewhere: `void (new Image().src = 'http://elsewhere.invalid/x.png')`,
    };
    for (const attempt of Object.values(tries)) {
      const noticed = amiss(/Content Security Policy/);
      await eve.page.evaluate(attempt);
      await noticed;
    }
    assert.ok(eve.problems.splice(0).length >= Object.keys(tries).length);
    const thrown = eve.context.waitForEvent('weberror');
    await eve.page.evaluate(`void setTimeout(() => { throw new Error('amiss') })`);
    await thrown;
    assert.deepEqual(eve.problems.splice(0), ['error: amiss']);
  });
});
