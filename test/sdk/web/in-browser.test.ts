// The package in a real browser: a page of another site, as docs/sdk.md shows it, talks with a real server.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { ChatServer } from '../../support/chat-server.ts';
import { inBrowser } from '../../web/support/browser.ts';
import { type BotSite, openBotSite } from './bot-site.ts';

inBrowser('the package in a browser', (browser) => {
  let site: BotSite;
  let server: ChatServer;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    site = await openBotSite();
    server = await ChatServer.start('--origin', site.origin, '--rate', '0');
    site.allow(`ws://${server.address}`);
    context = await browser().newContext();
    context.on('weberror', (problem) => assert.fail(problem.error().message));
    page = await visit(site.origin);
  });
  after(async () => {
    await context.close();
    site.close();
    await server.stop();
  });

  async function visit(origin: string): Promise<Page> {
    const opened = await context.newPage();
    await opened.goto(origin);
    return opened;
  }

  /** What comes of a program's lines; `server` is the address of ours. */
  function run(at: Page, lines: string): Promise<unknown> {
    return at.evaluate(`(async (server) => { ${lines} })('http://${server.address}')`);
  }

  it('each message is said once and heard once, in order, though the server is killed', async () => {
    await run(
      page,
      `window.chat = await enter({ server, name: 'bot', rooms: ['ops'] });
      window.heard = [];
      const { promise, resolve } = Promise.withResolvers();
      window.hasAll = promise;
      window.loop = (async () => {
        for await (const { content } of chat.messages('ops')) if (heard.push(content) === 201) resolve();
        return 'ended';
      })();
      window.acks = Array.from({ length: 200 }, (_, index) => chat.send('ops', 'line ' + index));
      await acks[3];`,
    );
    await server.kill();
    const late = run(page, `return (await chat.send('ops', 'while it is gone')).room;`);
    await server.startAgain();
    assert.equal(await late, 'ops');
    const heard = await run(
      page,
      `await Promise.all(acks);
      await hasAll;
      await chat.close();
      return [await loop, ...heard];`,
    );
    const lines = [
      ...Array.from({ length: 200 }, (_, index) => `line ${index}`),
      'while it is gone',
    ];
    assert.deepEqual(heard, ['ended', ...lines]);
    const log = [...(await server.log()).matchAll(/<bot> (.*?)\t/g)].map(([, text]) => text);
    assert.deepEqual(log, lines);
  });

  it('a signal ends what waits and nothing else, and one given to `connect` ends all', async () => {
    const codes = await run(
      page,
      `const all = new AbortController();
      const one = new AbortController();
      const codeOf = (promise) => promise.then(() => 'done', ({ code }) => code);
      localStorage.clear();
      const chat = await enter({ server, name: 'cut', signal: all.signal });
      const first = chat.messages('ops', { signal: one.signal }).next();
      const second = chat.messages('ops').next();
      one.abort();
      const codes = [await codeOf(first), await codeOf(chat.send('ops', 'still here'))];
      const { value } = await second;
      const third = chat.messages('ops').next();
      all.abort();
      return [...codes, value.content, await codeOf(third), await codeOf(chat.send('ops', 'no'))];`,
    );
    assert.deepEqual(codes, ['aborted', 'done', 'still here', 'aborted', 'aborted']);
  });

  it('what is kept in the browser makes the page, opened anew, the same session', async () => {
    await run(page, 'localStorage.clear();');
    const came = `window.chat = await enter({ server, name: 'kim' }); return [chat.name, chat.session];`;
    const before = await run(page, came);
    await page.reload();
    assert.deepEqual(await run(page, came), before);
    const taken = run(
      page,
      `return new Promise((done) => chat.on('error', (it) => done(it.error.code)));`,
    );
    const second = await visit(site.origin);
    assert.deepEqual(await run(second, came), before);
    assert.equal(await taken, 'replaced');
  });

  it('where the operator or the page’s own policy says no, there is no server, and at once', async () => {
    const saidIn = (at: Page, address: string) =>
      run(
        at,
        `return enter({ server: '${address}' }).catch(({ code, message }) => [code, message]);`,
      );
    const [code] = (await saidIn(page, 'chat.example.org')) as string[];
    assert.equal(code, 'bad-address');
    // Its policy names the server by its other name.
    const { port, address } = server;
    const forbidden = ['no-server', `The server can’t be reached. (localhost:${port})`];
    assert.deepEqual(await saidIn(page, `http://localhost:${port}`), forbidden);
    // The same site by its other name is another one, which the operator does not list.
    const stranger = await visit(site.origin.replace('127.0.0.1', 'localhost'));
    const unheard = ['no-server', `The server can’t be reached. (${address})`];
    assert.deepEqual(await saidIn(stranger, `http://${address}`), unheard);
  });
});
