// Accounts at the page in real browsers: registered in one, logged in from another, ended from anywhere.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import {
  dialogOf,
  entersPassword,
  fills,
  isClosed,
  isGuest,
  isMember,
  isTold,
  logsIn,
  opens,
  opensOwn,
  registers,
} from './support/account.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

const password = 'correct horse battery';

inBrowser('an account', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start();
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  it('is one person in two browsers, and a session of it that is ended is out at once', async (t) => {
    const bob = await TerminalMember.join(t, server.port, 'bob');
    const first = await Visitor.open(t, browser(), url);
    await registers(first, 'alice', password);
    const second = await Visitor.open(t, browser(), url);
    await logsIn(second, 'alice', password);
    await first.says('from the first');
    await second.says('from the second');
    await bob.hears('from the first');
    await bob.hears('from the second');
    const alices = bob.client
      .getState()
      .rooms.get('general')
      ?.members.filter(({ name }) => name.startsWith('alice'));
    assert.equal(alices?.length, 1, 'a third sees one alice');
    await first.line.fill('half a thought');
    await opens(second, 'Your sessions', 'Your sessions');
    const sessions = dialogOf(second, 'Your sessions');
    await sessions.getByText('this one').waitFor();
    await sessions.getByRole('button', { name: /^End: partyline web, 127\.0\.0\.1/ }).click();
    await dialogOf(first, 'You are logged out').waitFor();
    await dialogOf(first, 'You are logged out')
      .getByText(/ended elsewhere/)
      .waitFor();
    await sessions.getByRole('button', { name: /^End/ }).waitFor({ state: 'detached' });
    await first.page.getByRole('button', { name: 'Log in', exact: true }).click();
    await entersPassword(first, 'alice', password);
    await isClosed(first);
    await isMember(first, 'alice');
    assert.equal(await first.line.inputValue(), 'half a thought', 'what was begun is there');
    await first.says('again from the first');
    await bob.hears('again from the first');
  });

  it('is the same from a terminal and from the page, and the terminal can end the page', async (t) => {
    const ann = await Visitor.open(t, browser(), url);
    await registers(ann, 'ann', password);
    const terminal = await TerminalMember.join(t, server.port, 'ann-at-home');
    assert.equal(await terminal.client.logIn('ann', password), undefined);
    await terminal.until(({ me }) => me.name === 'ann', 'to be ann');
    terminal.says('in the terminal');
    await ann.sees('in the terminal');
    const own = await ann.people.getByText('ann', { exact: true }).count();
    assert.equal(own, 1, 'one presence');
    const listed = await terminal.client.ask({ type: 'sessions' }, 'sessions');
    assert.ok('sessions' in listed);
    const page = listed.sessions.find(({ client }) => client === 'partyline web');
    assert.ok(page, 'the page is listed with what it is');
    await terminal.client.ask({ type: 'revoke', session: page.session }, 'revoked');
    await dialogOf(ann, 'You are logged out').waitFor();
    await ann.page.getByRole('button', { name: 'Go on as a guest' }).click();
    await isGuest(ann);
    await ann.reload();
    await isGuest(ann);
  });

  it('is every tab’s of a browser, and logging out is too', async (t) => {
    const eve = await Visitor.open(t, browser(), url);
    await registers(eve, 'eve', password);
    const second = await eve.tab();
    await isMember(second, 'eve');
    const third = await eve.tab();
    await isMember(third, 'eve');
    await third.page.close();
    await second.reload();
    await isMember(second, 'eve');
    assert.equal(await eve.people.getByText('eve', { exact: true }).count(), 1);
    await opens(eve, 'Log out', 'You are logged out');
    await dialogOf(second, 'You are logged out').waitFor();
    await dialogOf(second, 'You are logged out')
      .getByText(/No tab of this browser/)
      .waitFor();
    const later = await eve.tab();
    await isGuest(later);
    const kept = await later.page.evaluate(
      'JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])',
    );
    assert.doesNotMatch(String(kept), /\b2\.[a-z0-9]{10}\.[a-z0-9]{8}\./, 'no token is left');
    const fay = await TerminalMember.join(t, server.port, 'fay');
    assert.equal(await fay.client.logIn('eve', password), undefined);
    const listed = await fay.client.ask({ type: 'sessions' }, 'sessions');
    assert.ok('sessions' in listed);
    assert.equal(listed.sessions.length, 1, 'the closed tab’s session is over too');
  });

  it('is not taken from its tab by one that has not reached the server yet', async (t) => {
    const jo = await Visitor.open(t, browser(), url);
    await registers(jo, 'jo', password);
    const page = await jo.context.newPage();
    await page.routeWebSocket(/\/ws$/, () => {});
    await page.goto(url);
    const second = jo.in(page);
    await second.until(`localStorage.getItem('partyline / 2 person') !== null`);
    const kept = await page.evaluate(`localStorage.getItem('partyline / 2 person')`);
    assert.doesNotMatch(String(kept), /token/, 'the other tab’s token is not its own');
    await page.close();
    const third = await jo.tab();
    await isMember(third, 'jo');
    await jo.says('still here');
    await third.sees('still here');
  });

  it('that was ended while the page was closed is a guest’s page then, and says so', async (t) => {
    const hal = await Visitor.open(t, browser(), url);
    await registers(hal, 'hal', password);
    await hal.line.fill('for later');
    const away = await hal.context.newPage();
    await hal.page.close();
    const terminal = await TerminalMember.join(t, server.port, 'hal-at-home');
    await terminal.client.logIn('hal', password);
    const listed = await terminal.client.ask({ type: 'sessions' }, 'sessions');
    assert.ok('sessions' in listed);
    const page = listed.sessions.find(({ client }) => client === 'partyline web');
    await terminal.client.ask({ type: 'revoke', session: page?.session ?? '' }, 'revoked');
    const back = hal.in(away);
    await away.goto(url);
    await back.isIn();
    await isGuest(back);
    await back.sees(/not logged in any more/);
    assert.equal(await back.line.inputValue(), 'for later');
    await back.reload();
    await isGuest(back);
  });

  it('says what is wrong where it is typed, and leaves no password anywhere', async (t) => {
    const dan = await Visitor.open(t, browser(), url);
    const { page } = dan;
    await opens(dan, 'Make the name yours', 'Register');
    await fills(dan, 'Register', { Name: 'dan', Password: 'short', 'Password again': 'short' });
    await page.keyboard.press('Enter');
    await isTold(dan, /8 characters or more/);
    await fills(dan, 'Register', { Password: 'long enough one', 'Password again': 'another one' });
    await page.keyboard.press('Enter');
    await isTold(dan, /not the same/);
    assert.equal(await focused(dan), 'again');
    await page.getByRole('button', { name: 'I have an account' }).click();
    await entersPassword(dan, 'dan', 'hunter2 hunter2');
    await isTold(dan, /Name or password is not right/);
    assert.equal(await focused(dan), 'password');
    await page.keyboard.press('Escape');
    await isClosed(dan);
    await dan.says('/login dan');
    await dialogOf(dan, 'Log in').waitFor();
    const field = dialogOf(dan, 'Log in').getByLabel('Name', { exact: true });
    assert.equal(await field.inputValue(), 'dan');
    await page.keyboard.press('Escape');
    await dan.says('/login dan hunter2 hunter2');
    await dan.sees(/Passwords are not typed here/);
    assert.doesNotMatch(await everything(dan), /hunter2|long enough one/);
  });

  it('has a password that is changed, and an account that is deleted, from the page', async (t) => {
    const gil = await Visitor.open(t, browser(), url);
    await registers(gil, 'gil', password);
    const other = await Visitor.open(t, browser(), url);
    await logsIn(other, 'gil', password);
    await gil.says('/password');
    const title = 'Change the password';
    const next = 'another horse altogether';
    await fills(gil, title, {
      'Password now': password,
      'New password': next,
      'New password again': next,
    });
    await gil.page.keyboard.press('Enter');
    await isClosed(gil);
    await dialogOf(other, 'You are logged out').waitFor();
    await gil.says('/unregister');
    await fills(gil, 'Delete the account', { Password: next });
    await gil.page.keyboard.press('Enter');
    await dialogOf(gil, 'You are logged out').getByText('Your account is deleted.').waitFor();
    await gil.page.getByRole('button', { name: 'Go on as a guest' }).click();
    await isGuest(gil);
    await other.page.getByRole('button', { name: 'Log in', exact: true }).click();
    await entersPassword(other, 'gil', next);
    await isTold(other, /Name or password is not right/);
  });

  it('counts the wait down that too many wrong passwords come to', async (t) => {
    const ida = await Visitor.open(t, browser(), url);
    await registers(ida, 'ida', password);
    const eve = await Visitor.open(t, browser(), url);
    await opens(eve, 'Have an account? Log in', 'Log in');
    const wait = dialogOf(eve, 'Log in').getByText(/^Again in \d+ s\.$/);
    for (let tries = 0; (await wait.count()) === 0; tries += 1) {
      assert.ok(tries < 60, 'there is an end to guessing');
      await entersPassword(eve, 'ida', `wrong one, number ${tries}`);
      await isTold(eve, /./);
    }
    const submit = dialogOf(eve, 'Log in').getByRole('button', { name: 'Log in' });
    assert.equal(await submit.getAttribute('aria-disabled'), 'true');
  });

  it('is logged in with the keyboard alone, and Esc comes back to the line', async (t) => {
    const kim = await Visitor.open(t, browser(), url);
    await registers(kim, 'kim', password);
    await opensOwn(kim);
    await kim.page.keyboard.press('Escape');
    await kim.says('/logout');
    await dialogOf(kim, 'You are logged out').waitFor();
    const { keyboard } = kim.page;
    await keyboard.press('Enter');
    await dialogOf(kim, 'Log in').waitFor();
    assert.equal(await focused(kim), 'password', 'the name is there already');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await isClosed(kim);
    await isMember(kim, 'kim');
    await kim.until(`document.activeElement?.getAttribute('aria-label') === 'Message'`);
    // To have the focus is not all: keys have to arrive.
    await keyboard.type('and goes on writing');
    assert.equal(await kim.line.inputValue(), 'and goes on writing');
  });
});

async function focused({ page }: Visitor): Promise<unknown> {
  // What is wrong has the focus with the next frame.
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
  );
  return page.evaluate('document.activeElement.name');
}

/** All that the page and its browser hold of what was typed. */
async function everything({ page, context }: Visitor): Promise<string> {
  const held = await page.evaluate(`JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
    Object.entries(localStorage),
    Object.entries(sessionStorage),
    location.href,
    history.state,
  ])`);
  return `${held} ${JSON.stringify(await context.storageState())}`;
}
