// The page on plain http in a local network, where browsers have no locks: who one is in each tab.
import { it, type TestContext } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { ownAddress } from '../support/own-address.ts';
import { dialogOf, fills, isClosed, isGuest, isMember, opens } from './support/account.ts';
import { inBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

async function openLan(t: TestContext): Promise<string | undefined> {
  const address = ownAddress();
  if (address === undefined) return undefined;
  const server = await ChatServer.start('--host', '0.0.0.0', '--insecure');
  t.after(() => server.stop());
  return `http://${address}:${server.port}/`;
}

// Chromium calls it an error that a header is of no use here; and the server goes before the tabs do.
const forgive = /Cross-Origin-Opener-Policy header has been ignored|ERR_CONNECTION_REFUSED/;

inBrowser('a session on plain http', (browser) => {
  it('is the tab’s own: kept over a reload, and neither a second tab’s nor a copy’s', async (t) => {
    const url = await openLan(t);
    if (url === undefined) return t.skip('this machine has no address but its own');
    const ann = await Visitor.open(t, browser(), url, { forgive });
    await ann.isCalled('ann');
    await ann.until('window.isSecureContext === false && navigator.locks === undefined');
    const second = await ann.tab();
    await second.isCalled('ben');
    const opened = ann.context.waitForEvent('page');
    await ann.page.evaluate('void window.open(location.href)');
    const third = ann.in(await opened);
    await third.isIn();
    await third.isCalled('cem');
    for (const [tab, name] of [
      [third, 'cem'],
      [second, 'ben'],
      [ann, 'ann'],
    ] as const) {
      await tab.reload();
      await tab.isHere(name);
      await tab.says(`here is ${name}`);
      await ann.sees(`here is ${name}`);
    }
  });

  it('asks twice before a password goes out in the open, and says why', async (t) => {
    const url = await openLan(t);
    if (url === undefined) return t.skip('this machine has no address but its own');
    const ann = await Visitor.open(t, browser(), url, { forgive });
    await opens(ann, 'Make the name yours', 'Register');
    await dialogOf(ann, 'Register')
      .getByText(/plain http/)
      .waitFor();
    const password = 'correct horse battery';
    await fills(ann, 'Register', { Name: 'ann', Password: password, 'Password again': password });
    await ann.page.keyboard.press('Enter');
    const again = dialogOf(ann, 'Register').getByRole('button', { name: 'Register all the same' });
    await again.waitFor();
    await isGuest(ann);
    await again.click();
    await isClosed(ann);
    await isMember(ann, 'ann');
    const second = await ann.tab();
    await isMember(second, 'ann');
    await opens(second, 'Log out', 'You are logged out');
    await dialogOf(ann, 'You are logged out').waitFor();
  });
});
