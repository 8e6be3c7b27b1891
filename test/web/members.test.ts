// The page of a server that is for members: nothing to read before one has logged in or registered.
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { chatServer } from '../support/chat-command.ts';
import { ChatServer } from '../support/chat-server.ts';
import {
  dialogOf,
  entersPassword,
  fills,
  isClosed,
  isMember,
  isTold,
  opens,
} from './support/account.ts';
import { axeFinds } from './support/axe.ts';
import { inBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

const password = 'correct horse battery';

const comesTo = (who: Visitor) => dialogOf(who, 'Log in').waitFor();

async function open(t: TestContext, auth: 'members' | 'invite') {
  const server = await ChatServer.start('--auth', auth);
  t.after(() => server.stop());
  return { server, url: `http://127.0.0.1:${server.port}/` };
}

async function register(who: Visitor, name: string, code?: string): Promise<void> {
  await who.page.getByRole('button', { name: 'I have no account yet' }).click();
  await fills(who, 'Register', {
    Name: name,
    Password: password,
    'Password again': password,
    ...(code === undefined ? {} : { 'Invitation code': code }),
  });
  await who.page.keyboard.press('Enter');
}

inBrowser('a server of members', (browser) => {
  it('asks at once who one is, lets nothing past that, and opens its rooms then', async (t) => {
    const { url } = await open(t, 'members');
    const forgive = /ERR_CONNECTION_REFUSED/;
    const ann = await Visitor.open(t, browser(), url, { comesTo, forgive });
    assert.deepEqual(await axeFinds(ann.page), []);
    await ann.page.keyboard.press('Escape');
    await dialogOf(ann, 'Log in').waitFor();
    assert.equal(await ann.people.count(), 0);
    await register(ann, 'ann');
    await isClosed(ann);
    await isMember(ann, 'ann');
    await ann.isHere('ann');
    await ann.says('inside');
    await ann.reload();
    await isMember(ann, 'ann');
    const ben = await Visitor.open(t, browser(), url, { comesTo, forgive });
    await entersPassword(ben, 'ann', password);
    await isClosed(ben);
    await ben.sees('inside');
    await opens(ben, 'Log out', 'You are logged out');
    const guest = dialogOf(ben, 'You are logged out').getByRole('button', { name: /guest/ });
    assert.equal(await guest.count(), 0, 'there are no guests');
    await ben.page.getByRole('button', { name: 'Log in', exact: true }).click();
    await entersPassword(ben, 'ann', password);
    await isClosed(ben);
    await ben.sees('inside');
  });

  it('shows its log to who is logged in, and to others where to do that', async (t) => {
    const { url } = await open(t, 'members');
    const eve = await Visitor.open(t, browser(), url, {
      comesTo,
      forgive: /status of 40\d/,
    });
    const log = await eve.context.newPage();
    await log.goto(`${url}log/#general`);
    await log.getByRole('link', { name: /^Log in/ }).waitFor();
    assert.deepEqual(await axeFinds(log), []);
    await register(eve, 'eve');
    await isClosed(eve);
    await eve.says('for members');
    await log.getByText('<eve> for members').waitFor();
    await log.getByRole('link', { name: /^Log in/ }).waitFor({ state: 'hidden' });
  });

  it('takes only who was invited, where it is so', async (t) => {
    const { server, url } = await open(t, 'invite');
    const cem = await Visitor.open(t, browser(), url, { comesTo });
    await register(cem, 'cem');
    await isTold(cem, /code of your invitation/);
    await fills(cem, 'Register', { 'Invitation code': 'not-a-real-code' });
    await cem.page.keyboard.press('Enter');
    await isTold(cem, /invitation/i);
    const { stdout } = await chatServer(['invite', '--log', server.logPath]);
    await fills(cem, 'Register', { 'Invitation code': stdout.trim() });
    await cem.page.keyboard.press('Enter');
    await isClosed(cem);
    await isMember(cem, 'cem');
    await cem.isHere('cem');
  });
});
