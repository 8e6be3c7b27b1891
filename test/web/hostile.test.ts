// What people can call themselves and write to harm those who read it: on the page it is text, and no more.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { inBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

/** Names that objects and documents have of themselves. */
const roomNames = ['__proto__', 'constructor', 'hasownproperty', 'tostring'];
const userNames = ['constructor', 'hasOwnProperty', 'toString', 'valueOf', 'location', 'root'];
const texts = [
  '<img src=x onerror="document.title=1">',
  '"><script>document.title=1</script>',
  'javascript:document.title=1',
  '[x](javascript:document.title=1) https://example.com/"onmouseover="x',
  ':constructor: :__proto__: @constructor #__proto__',
];

inBrowser('a page among the hostile', (browser) => {
  it('shows rooms and people that are called like parts of JavaScript as any others', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const [room = ''] = roomNames;
    const others: RawPeer[] = [];
    for (const name of userNames) others.push(await RawPeer.enter(server.port, name, room));
    t.after(() => {
      for (const other of others) other.socket.destroy();
    });
    const visitor = await Visitor.open(t, browser(), `http://127.0.0.1:${server.port}/`, {
      // The last address names no room.
      forgive: /400 \(Bad Request\)/,
    });
    await visitor.isCalled('watson');
    for (const name of roomNames) {
      await visitor.says(`/join #${name}`);
      await visitor.shows(`#${name}`);
      await visitor.says(`here is ${name}`);
    }
    await visitor.says(`/join #${room}`);
    await visitor.shows(`#${room}`);
    for (const name of userNames) await visitor.isHere(name);
    for (const [at, content] of texts.entries()) {
      others[0]?.say({ type: 'send', room, id: `t${at}`, content });
      await visitor.sees(content);
    }
    others[0]?.say({ type: 'typing', room });
    for (const word of ['/constructor', '/__proto__', '/set constructor', '/help __proto__']) {
      await visitor.line.fill(word);
      await visitor.line.press('Enter');
      await visitor.line.fill('');
    }
    await visitor.reload();
    await visitor.shows(`#${room}`);
    await visitor.sees(texts[0] as string);
    assert.equal(
      await visitor.page.evaluate(`[...document.querySelectorAll('a')]
        .filter(({ protocol }) => !/^(https?|mailto):$/.test(protocol)).length`),
      0,
    );
    assert.notEqual(await visitor.page.title(), '1');
    await visitor.page.goto(`http://127.0.0.1:${server.port}/log/#${room}`);
    await visitor.page
      .getByText(texts[1] as string)
      .first()
      .waitFor();
    await visitor.page.evaluate(`void (location.hash = '#%E0%A4%A <img src=x onerror=1>')`);
    await visitor.page.getByRole('heading', { name: 'onerror' }).waitFor();
    assert.equal(await visitor.page.evaluate('({}).polluted === undefined'), true);
  });
});
