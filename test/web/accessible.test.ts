// The page for people who do not see it, see little of it, or have no mouse.
import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { axeFinds } from './support/axe.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

inBrowser('the page for everybody', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  async function isClean(who: Visitor, where: string): Promise<void> {
    assert.deepEqual(await axeFinds(who.page), [], where);
  }

  /** A room in which everything has been said that there is. */
  async function talk(t: TestContext, room: string, first: string): Promise<TerminalMember> {
    const member = await TerminalMember.join(t, server.port, first, room);
    const { client } = member;
    member.says('look at https://example.org/notes and `npm test`, *now*', room);
    const { seq } = await member.hears(
      'look at https://example.org/notes and `npm test`, *now*',
      room,
    );
    client.react(room, seq, '🎉');
    client.send(room, 'an answer', { target: seq });
    member.says(
      '```ts\nconst one = 1;\n```\n> quoted\nand two: https://a.example https://b.example',
      room,
    );
    client.submit('/me waves');
    client.submit('/topic release day');
    member.says('to be deleted', room);
    await member.hears('to be deleted', room);
    client.submit('/delete');
    member.says('to be edited', room);
    await member.hears('to be edited', room);
    client.submit('/edit edited by now');
    return member;
  }

  it('has nothing that axe would mind, from the first visit on', async (t) => {
    const bob = await talk(t, 'general', 'bob');
    const alice = await Visitor.open(t, browser(), url);
    const { page } = alice;
    await alice.sees('edited by now');
    await isClean(alice, 'the first visit');
    await alice.isCalled('alice');
    await alice.says('my own');
    await alice.says('/search answer');
    await alice.says('/join ops');
    await alice.shows('#ops');
    bob.says('alice: are you there?');
    await page.getByRole('button', { name: /^general.*1 unread, 1 for you/ }).waitFor();
    await isClean(alice, 'an empty room, news elsewhere');
    await page.keyboard.press('Alt+1');
    await alice.sees('alice: are you there?');
    await isClean(alice, 'a talk');
    await page.keyboard.press('Alt+ArrowUp');
    await alice.page.getByRole('toolbar').waitFor();
    await isClean(alice, 'a selected message');
    await page.keyboard.press('Escape');
    await alice.line.fill('/');
    await page.getByRole('option').first().waitFor();
    await isClean(alice, 'a menu');
    await page.keyboard.press('Tab');
    await isClean(alice, 'a menu that one goes through');
    await alice.line.fill('');
    for (const [key, title] of Object.entries(dialogs)) {
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name: title }).waitFor();
      await isClean(alice, title);
      await page.keyboard.press('Escape');
    }
    await alice.says('/reply so I am');
    await alice.sees('so I am');
    await alice.isSettled();
    await alice.line.press('ArrowUp');
    await page.getByText('Editing your message').waitFor();
    await isClean(alice, 'an edit');
    await page.keyboard.press('Escape');
    await onMessage(alice, 'so I am', 'd', 'Delete it?');
    await onMessage(alice, 'so I am', 'i', 'Message');
    await onMessage(alice, 'so I am', '+', 'React');
    await onMessage(alice, 'quoted', 'o', 'Open a link');
    await page.getByRole('button', { name: /change the name/ }).click();
    await page.getByRole('dialog', { name: 'Your name' }).waitFor();
    await isClean(alice, 'another name');
    await page.keyboard.press('Escape');
    await server.kill();
    await page.getByRole('button', { name: 'Try now' }).waitFor();
    await alice.says('waits');
    await isClean(alice, 'no connection');
    await server.startAgain();
    await alice.until(`document.querySelector('.status').dataset.status === 'live'`);
    await alice.says('/quit');
    await page.getByRole('dialog', { name: 'You have left' }).waitFor();
    await isClean(alice, 'goodbye');
  });

  it('has nothing that axe would mind on a phone, and in the log', async (t) => {
    const bob = await talk(t, 'general', 'bert');
    const viewport = { width: 390, height: 780 };
    const ann = await Visitor.open(t, browser(), url, { viewport, hasTouch: true, isMobile: true });
    await ann.sees('edited by now');
    await isClean(ann, 'narrow');
    for (const list of ['Rooms', 'People']) {
      await ann.page.getByRole('button', { name: new RegExp(`^${list}`) }).tap();
      await ann.page.getByLabel(list).getByRole('listitem').first().waitFor();
      await isClean(ann, list);
      await ann.page.keyboard.press('Escape');
    }
    const log = await ann.context.newPage();
    await log.goto(`${url}log/#general`);
    await log.getByText('edited by now').waitFor();
    await isClean(ann.in(log), 'the log');
    bob.says('the end');
    await ann.sees('the end');
    await ann.page.evaluate(`void document.body.append(document.createElement('img'))`);
    assert.match(String(await axeFinds(ann.page)), /image-alt/, 'a test would notice');
  });

  /** That message is selected, the key pressed, and what comes looked at. */
  async function onMessage(who: Visitor, text: string, key: string, title: string): Promise<void> {
    await who.isSettled();
    await who.line.press('Alt+ArrowUp');
    await who.page.keyboard.press('End');
    const selected = who.page.locator('.row.selected');
    for (let tries = 0; !(await selected.textContent())?.includes(text); tries++) {
      assert.ok(tries < 30, `${text} is found`);
      await who.page.keyboard.press('ArrowUp');
    }
    await who.page.keyboard.press(key);
    await who.page.getByRole('dialog', { name: title }).waitFor();
    await isClean(who, title);
    await who.page.keyboard.press('Escape');
    await who.page.keyboard.press('Escape');
  }
});

const dialogs = {
  F1: 'Help',
  'Control+g': 'Go to a room or a person',
  'Alt+h': 'What you wrote',
} as const;
