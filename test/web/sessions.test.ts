// Who one is at the page: over reloads, in two tabs, duplicated, closed and opened, and while the server was gone.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

inBrowser('a session of the page', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('is the same after a reload, with its rooms and what was begun, and after the tab was closed', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await ann.isCalled('ann');
    await ann.says('/join ops');
    await ann.shows('#ops');
    await ann.line.fill('half a thought');
    await ann.reload();
    await ann.shows('#ops');
    await ann.isHere('ann');
    assert.equal(await ann.line.inputValue(), 'half a thought');
    const [first, second, ...more] = await ann.rooms.allInnerTexts();
    assert.match(`${first} then ${second}`, /general.* then .*ops/s);
    assert.equal(more.length, 0);
    const again = await ann.tab();
    await ann.page.close();
    await again.page.close();
    const back = await ann.tab(url);
    await back.shows('#ops');
    await back.isHere('ann');
    const { cookies } = await ann.context.storageState();
    assert.deepEqual([new URL(back.page.url()).search, cookies], ['', []], 'no token goes around');
  });

  it('is another one in a second tab, and in a duplicated one, each over its reload', async (t) => {
    const ben = await Visitor.open(t, browser(), url);
    await ben.isCalled('ben');
    const second = await ben.tab();
    await second.isCalled('ben2');
    // A tab that one opens from another has a copy of its storage, as a duplicated one has.
    const opened = ben.context.waitForEvent('page');
    await ben.page.evaluate('void window.open(location.href)');
    const third = ben.in(await opened);
    await third.isIn();
    await third.isCalled('ben3');
    for (const [tab, name] of [
      [third, 'ben3'],
      [second, 'ben2'],
      [ben, 'ben'],
    ] as const) {
      await tab.reload();
      await tab.isHere(name);
      await tab.says(`I am ${name}.`);
    }
    // What another tab sees is in the log.
    await ben.sees('I am ben2.');
    await ben.sees('I am ben3.');
    await third.sees('I am ben.');
    const said = (await server.log()).match(/<ben\d?> I am ben\d?/g) ?? [];
    assert.deepEqual(said.toSorted(), ['<ben2> I am ben2', '<ben3> I am ben3', '<ben> I am ben']);
  });

  it('says once what was sent and not acknowledged when the page was reloaded', async (t) => {
    const dan = await TerminalMember.join(t, server.port, 'dan');
    let isHeld = false;
    const cem = await Visitor.open(t, browser(), url, {
      prepare: (context) =>
        context.routeWebSocket(/\/ws$/, (page) => {
          const far = page.connectToServer();
          far.onMessage((line) => {
            if (!isHeld) page.send(line);
          });
        }),
    });
    await cem.isCalled('cem');
    isHeld = true;
    await cem.says('only once');
    await dan.hears('only once');
    isHeld = false;
    await cem.reload();
    await cem.says('and on');
    await dan.hears('and on');
    await cem.sees('and on');
    assert.equal(await cem.count('only once'), 1);
    assert.equal(dan.messages().filter(({ content }) => content === 'only once').length, 1);
  });

  it('says what was written while the server was gone, also if the page was closed meanwhile', async (t) => {
    const eve = await Visitor.open(t, browser(), url);
    await eve.isCalled('eve');
    await server.kill();
    await eve.says('written offline');
    await eve.page.close();
    await server.startAgain();
    const back = await eve.tab(url);
    await back.isHere('eve');
    const fay = await TerminalMember.join(t, server.port, 'fay');
    const { sender } = await fay.hears('written offline');
    assert.equal(sender, 'eve');
  });
});
