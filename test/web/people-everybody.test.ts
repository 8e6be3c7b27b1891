// What the page shows of people and rooms: text whatever others wrote, and for everybody to use.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { hostileStrings } from '../client/hostile-strings.ts';
import { joined } from '../sdk/scene.ts';
import { ChatServer } from '../support/chat-server.ts';
import { dialogOf, opens, opensOwn, registers } from './support/account.ts';
import { axeFinds } from './support/axe.ts';
import { inBrowser } from './support/browser.ts';
import { LawlessSocket } from './support/lawless-socket.ts';
import { markupStrings } from './support/markup-strings.ts';
import { pageFaults } from './support/page-faults.ts';
import { Visitor } from './support/visitor.ts';

const noon = '2026-11-20T12:00:00.000Z';
const password = 'correct horse battery';
/** As long as the protocol lets a note, or a name, be; half a character makes a line that nobody reads. */
const texts = [...markupStrings, ...hostileStrings]
  .filter((text) => text.isWellFormed())
  // Some of all kinds, where all would take long.
  .filter((_, index, { length }) => index % Math.ceil(length / 14) === 0)
  .map((text) => text.slice(0, 128).toWellFormed());

inBrowser('people and rooms', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('are text, from a server that checks nothing', async (t) => {
    let text = '';
    const lawless = new LawlessSocket({
      hello: () => ({
        ...{
          type: 'welcome',
          version: 1,
          name: 'ann',
          token: '2.t',
          session: 'aaaaaaaaaa.bbbbbbbb',
        },
        ...{ role: 'owner', rooms: [], limits: {}, heartbeat: 30 },
        server: { name: 'lawless', version: '0', timestamp: noon, durability: 'os', auth: 'open' },
      }),
      join: ({ room }) =>
        joined(String(room), [], {
          count: 2,
          members: [
            { name: 'ann', status: 'online', role: 'owner' },
            {
              name: 'bob',
              status: 'online',
              role: 'moderator',
              colour: texts[0]?.slice(0, 20) ?? '',
            },
          ],
        }),
      whois: () => ({
        ...{ type: 'profile', name: text, status: 'away', role: 'guest', rooms: [text], text },
        ...{ client: text, displayName: text, about: text, colour: text.slice(0, 20) },
        ...{ since: text, registered: text, seen: text },
      }),
      sessions: () => ({
        type: 'sessions',
        sessions: [
          ...[{ session: 'aaaaaaaaaa.bbbbbbbb', since: noon, seen: noon, client: text }],
          ...[{ session: 'aaaaaaaaaa.cccccccc', since: text, seen: text, client: text }],
        ].map((one, index) => ({
          ...one,
          address: text.slice(0, 64).toWellFormed(),
          isConnected: index === 0,
          isThis: index === 0,
        })),
      }),
      room: () => ({
        ...{ type: 'room', room: 'general', visibility: 'private', description: text, slow: 7 },
        ...{ owner: text, moderators: [text, 'bob'], invited: [text] },
      }),
      moderate: () => ({ type: 'error', code: 'forbidden', message: text }),
      login: () => ({ type: 'error', code: 'auth-failed', message: text }),
    });
    const ann = await Visitor.open(t, browser(), url, { prepare: lawless.attach });
    const { page } = ann;
    const isFaultless = async (where: string) => {
      assert.deepEqual(await page.evaluate(pageFaults), [], `${where}: ${text}`);
      await page.keyboard.press('Escape');
    };
    let count = 2;
    for (text of texts) {
      await page.getByRole('button', { name: 'About bob' }).click();
      await dialogOf(ann, 'bob').getByText('is', { exact: true }).waitFor();
      await isFaultless('a person');
      await opens(ann, 'Your sessions', 'Your sessions');
      await dialogOf(ann, 'Your sessions').getByText('this one').waitFor();
      await isFaultless('sessions');
      await opens(ann, 'Your profile', 'Your profile');
      await dialogOf(ann, 'Your profile').getByLabel('About you').waitFor();
      await isFaultless('the profile');
      await page.getByRole('button', { name: 'About #general' }).click();
      await dialogOf(ann, 'About #general').getByText('Moderators').first().waitFor();
      await isFaultless('a room');
      lawless.say(
        { type: 'moderated', action: 'ban', room: 'general', name: text, by: text, reason: text },
        { type: 'invited', room: 'general', by: text },
        {
          type: 'room',
          room: 'general',
          visibility: 'open',
          description: text,
          slow: 0,
          moderators: [text],
          by: text,
        },
        {
          type: 'presence',
          room: 'general',
          name: text,
          state: 'joined',
          count: ++count,
          role: 'owner',
          colour: 'red',
        },
      );
      // Who comes moves the others: a click in the middle of that would be on nobody.
      await page.getByRole('heading', { name: `Here (${count})` }).waitFor();
    }
    await page.getByRole('button', { name: 'About bob' }).click();
    await page.getByRole('button', { name: 'Ban…' }).click();
    text = '<b>no</b>';
    await page.getByRole('button', { name: 'Ban', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    await isFaultless('a refusal');
    await isFaultless('what was told');
  });

  it('have nothing that axe would mind, wide and on a phone', async (t) => {
    const wide = await Visitor.open(t, browser(), url);
    await registers(wide, 'alice', password);
    await wide.says('/join workshop');
    await wide.shows('#workshop');
    await look(wide);
    const phone = await Visitor.open(t, browser(), url, {
      ...{ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
    });
    await opens(phone, 'Have an account? Log in', 'Log in');
    await isClean(phone, 'Log in');
    await phone.page.keyboard.press('Escape');
    await registers(phone, 'ben', password);
    await look(phone);
  });

  async function isClean({ page }: Visitor, where: string): Promise<void> {
    assert.deepEqual(await axeFinds(page), [], where);
    assert.deepEqual(await page.evaluate(pageFaults), [], where);
  }

  async function look(who: Visitor): Promise<void> {
    const { page } = who;
    await opensOwn(who);
    await isClean(who, 'one’s account');
    await page.keyboard.press('Escape');
    for (const [button, title] of Object.entries(sheets)) {
      await opens(who, button, title);
      await page.getByText('One moment…').waitFor({ state: 'detached' });
      await isClean(who, title);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: /^About #/ }).click();
    await dialogOf(who, /^About #/)
      .getByText('owner', { exact: true })
      .waitFor();
    await isClean(who, 'a room');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

const sheets = {
  'Your profile': 'Your profile',
  'Your sessions': 'Your sessions',
  'Change the password': 'Change the password',
  'Delete the account': 'Delete the account',
} as const;
