// Pages of other sites in a real browser: whatever they try at our port, they learn nothing, and nothing is said there.
import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { ChatServer } from '../support/chat-server.ts';
import { inBrowser } from './support/browser.ts';
import { attempts, beacon, openOtherSite } from './support/other-site.ts';
import { TerminalMember } from './support/terminal-member.ts';

const rebound = '--host-resolver-rules=MAP evil.test 127.0.0.1';

inBrowser(
  'another site',
  (browser) => {
    let server: ChatServer;
    let url = '';
    before(async () => {
      server = await ChatServer.start();
      url = `http://127.0.0.1:${server.port}/`;
    });
    after(() => server.stop());

    async function openPage(t: TestContext): Promise<{ context: BrowserContext; page: Page }> {
      const context = await browser().newContext();
      t.after(() => context.close());
      return { context, page: await context.newPage() };
    }

    /** What each attempt of the page at that address got to know. */
    async function tryAll(page: Page, at: string): Promise<Record<string, string>> {
      const all = Object.entries(attempts(at)).map(
        ([name, attempt]) => `[${JSON.stringify(name)}, await ${attempt}]`,
      );
      const got = await page.evaluate(`(async () => Object.fromEntries([${all}]))()`);
      return got as Record<string, string>;
    }

    async function sendBeacon(page: Page, at: string): Promise<void> {
      const asked = page.waitForRequest((request) => request.method() === 'POST');
      assert.equal(await page.evaluate(beacon(at)), true);
      await (await asked).response();
    }

    /** Somebody is in the room; in the end nobody has come, and nothing but their own words was heard. */
    async function listener(t: TestContext, name: string): Promise<() => Promise<void>> {
      const member = await TerminalMember.join(t, server.port, name);
      const words = [`secret of ${name}`, `${name} is done`];
      const hears = async (text = '') => {
        member.says(text);
        return (await member.hears(text)).seq;
      };
      const first = await hears(words[0]);
      const before = await server.log();
      return async () => {
        assert.equal(await server.log(), before, 'the log has no more lines');
        assert.equal(await hears(words[1]), first + 1);
        const items = member.client.getState().rooms.get('general')?.timeline.items.slice(0) ?? [];
        assert.doesNotMatch(JSON.stringify(items), /eve|forged/, 'nobody has come in');
      };
    }

    const nothing = (got: Record<string, string>) =>
      Object.fromEntries(Object.keys(got).map((name) => [name, '']));

    const sites = {
      'at another port': (port: number) => `http://127.0.0.1:${port}/`,
      'of another name': (port: number) => `http://evil.test:${port}/`,
      'of no site': (port: number) => `http://evil.test:${port}/sandboxed`,
    };
    for (const [index, [what, addressOf]] of Object.entries(sites).entries()) {
      it(`a page ${what} learns nothing, and says nothing`, async (t) => {
        const isQuiet = await listener(t, `ann${index}`);
        const { page } = await openPage(t);
        await page.goto(addressOf((await openOtherSite(t)).port));
        const got = await tryAll(page, url);
        assert.deepEqual(got, nothing(got));
        await sendBeacon(page, url);
        for (const frame of page.frames().slice(1)) {
          assert.doesNotMatch(await frame.content(), /partyline|secret/i);
        }
        await isQuiet();
      });
    }

    it('a page whose name was pointed at this machine learns that it is not its own', async (t) => {
      const { page } = await openPage(t);
      // The name leads to its owner first, and to us when the page is there.
      await server.kill();
      const site = await openOtherSite(t, server.port);
      const evil = `http://evil.test:${server.port}/`;
      await page.goto(evil);
      await site.close();
      await server.startAgain();
      const isQuiet = await listener(t, 'bob');
      assert.equal(await page.evaluate(`fetch('/').then(({ status }) => status)`), 421);
      const got = await tryAll(page, evil);
      for (const [name, text] of Object.entries(got)) {
        assert.match(text, /^$|^This server does not know itself by that name|^Only GET/, name);
      }
      assert.equal(got.webSocket, '');
      await sendBeacon(page, evil);
      await isQuiet();
    });

    it('a page that opens ours has no hold of it', async (t) => {
      const { context, page } = await openPage(t);
      await page.goto(`http://evil.test:${(await openOtherSite(t)).port}/`);
      const opened = context.waitForEvent('page');
      await page.evaluate(`void (window.ours = window.open('${url}'))`);
      const ours = await opened;
      await ours.getByRole('textbox', { name: 'Message' }).waitFor();
      assert.equal(await ours.evaluate('window.opener'), null);
      assert.equal(await page.evaluate('window.ours.closed'), true);
      const read = `(() => { try { return window.ours.document.title } catch { return '' } })()`;
      assert.equal(await page.evaluate(read), '');
    });

    it('a page of our own can do what those could not: a test would notice', async (t) => {
      const cem = await TerminalMember.join(t, server.port, 'cem');
      cem.says('in the open');
      await cem.hears('in the open');
      const { page } = await openPage(t);
      await page.goto(url);
      const all = attempts(url);
      const get = (name: string) => page.evaluate(all[name] ?? '');
      assert.match(String(await get('webSocket')), /^opened .*"welcome".*"ack"/s);
      await cem.hears('forged');
      assert.match(String(await get('fetch')), /<cem> in the open/);
      assert.match(String(await get('request')), /<eve> forged/);
      assert.equal(await get('picture'), 'loaded');
    });
  },
  rebound,
);
