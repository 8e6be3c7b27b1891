// Rooms that belong to people, at the page: how one is kept, who comes in, who is put out.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ChatServer } from '../support/chat-server.ts';
import { dialogOf, fills, isClosed, registers } from './support/account.ts';
import { inBrowser } from './support/browser.ts';
import { TerminalMember } from './support/terminal-member.ts';
import { Visitor } from './support/visitor.ts';

const password = 'correct horse battery';

inBrowser('a room of one’s own', (browser) => {
  let server: ChatServer;
  let url = '';
  before(async () => {
    server = await ChatServer.start('--rate', '0');
    url = `http://127.0.0.1:${server.port}/`;
  });
  after(() => server.stop());

  /** Whoever first comes into a room that never was is its owner. */
  async function owner(
    t: Parameters<typeof Visitor.open>[0],
    name: string,
    room: string,
  ): Promise<Visitor> {
    const who = await Visitor.open(t, browser(), url);
    await registers(who, name, password);
    await who.says(`/join ${room}`);
    await who.shows(`#${room}`);
    return who;
  }

  async function aboutRoom(who: Visitor, room: string): Promise<void> {
    await who.page.getByRole('button', { name: `About #${room}` }).click();
    await dialogOf(who, `About #${room}`).getByText('owner', { exact: true }).waitFor();
  }

  it('is made private, described and slowed by its owner, and found by the invited alone', async (t) => {
    const alice = await owner(t, 'alice', 'plans');
    const bob = await TerminalMember.join(t, server.port, 'bob');
    await aboutRoom(alice, 'plans');
    const about = dialogOf(alice, 'About #plans');
    await about.getByLabel('What it is for').fill('what we <b>plan</b>');
    await about.getByLabel('Between two messages of one person').selectOption('30 seconds');
    await about.getByLabel(/^Private/).check();
    await about.getByRole('button', { name: 'Keep it so' }).click();
    await about.getByRole('heading', { name: 'Invited' }).waitFor();
    await about.getByLabel('Invite: a name').fill('bob');
    await about.getByLabel('Invite: a name').press('Enter');
    await about.getByRole('button', { name: 'Take bob off: Invited' }).waitFor();
    await alice.page.keyboard.press('Escape');
    await isClosed(alice);
    await alice.rooms.getByRole('button', { name: /private.*plans/ }).waitFor();
    const eve = await Visitor.open(t, browser(), url);
    await eve.says('/join plans');
    await eve.sees(/no such room/i);
    bob.client.submit('/join plans');
    await bob.until(({ rooms }) => rooms.get('plans')?.isJoined === true, 'to be let in');
    await alice.isHere('bob');
  });

  it('shows who keeps it, and offers only them to put people out, mute and ban', async (t) => {
    const alice = await owner(t, 'ann', 'garden');
    const bob = await TerminalMember.join(t, server.port, 'ben', 'garden');
    const eve = await Visitor.open(t, browser(), url);
    await eve.isCalled('eve');
    await eve.says('/join garden');
    await eve.shows('#garden');
    await eve.people.getByRole('button', { name: /ann.*, owner/ }).waitFor();
    await eve.page.getByRole('button', { name: 'About ben' }).click();
    await dialogOf(eve, 'ben').getByText('online').waitFor();
    assert.equal(await dialogOf(eve, 'ben').getByRole('button', { name: 'Mute…' }).count(), 0);
    await eve.page.keyboard.press('Escape');

    await act(alice, 'ben', 'Mute…', 'Mute ben', 'too <i>loud</i>', '1 hour');
    await alice.sees(/too <i>loud<\/i>/);
    await eve.sees(/too <i>loud<\/i>/);
    bob.says('am I heard?', 'garden');
    await bob.until(
      ({ rooms }) =>
        [...(rooms.get('garden')?.timeline.items.slice(0) ?? [])].some(
          ({ type }) => type === 'failed',
        ),
      'to be refused',
    );
    await act(alice, 'ben', 'Ban…', 'Ban ben', 'enough', '7 days');
    await bob.until(({ rooms }) => rooms.get('garden')?.isJoined === false, 'to be put out');
    await eve.people.getByText('ben', { exact: true }).waitFor({ state: 'detached' });
    await act(alice, 'eve', 'Put out…', 'Put out eve', 'by mistake');
    await eve.sees(/by mistake/);
  });

  it('lets its owner delete what another has said', async (t) => {
    const alice = await owner(t, 'fay', 'tidy');
    const bob = await TerminalMember.join(t, server.port, 'gus', 'tidy');
    bob.says('rubbish', 'tidy');
    await alice.sees('rubbish');
    await alice.line.press('Alt+ArrowUp');
    await alice.page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await dialogOf(alice, 'Delete what gus said?').waitFor();
    await alice.page.keyboard.press('Enter');
    await alice.messages.getByText('rubbish').waitFor({ state: 'detached' });
  });

  it('has moderators by its owner’s word', async (t) => {
    const alice = await owner(t, 'hal', 'works');
    const ida = await Visitor.open(t, browser(), url);
    await registers(ida, 'ida', password);
    await ida.says('/join works');
    await ida.shows('#works');
    await alice.isHere('ida');
    await aboutRoom(alice, 'works');
    await fills(alice, 'About #works', { 'Make a moderator: a name': 'ida' });
    await alice.page.keyboard.press('Enter');
    await dialogOf(alice, 'About #works')
      .getByRole('button', { name: 'Take ida off: Moderators' })
      .waitFor();
    await ida.people.getByRole('button', { name: /ida.*, moderator/ }).waitFor();
    await aboutRoom(ida, 'works');
    const offered = dialogOf(ida, 'About #works').getByLabel('Make a moderator: a name');
    assert.equal(await offered.count(), 0, 'a moderator makes no others');
  });

  it('is kept civil by keys alone', async (t) => {
    const alice = await owner(t, 'kay', 'quiet');
    const bob = await TerminalMember.join(t, server.port, 'lou', 'quiet');
    await alice.isHere('lou');
    const { keyboard } = alice.page;
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    await press('Shift+F6', 'ArrowDown', 'Tab');
    const about = alice.page.getByRole('button', { name: 'About lou' });
    await about.and(alice.page.locator(':focus')).waitFor();
    await press('Enter');
    await dialogOf(alice, 'lou').getByText('online').waitFor();
    await press('Tab', 'Enter');
    await dialogOf(alice, 'Put out lou').waitFor();
    await keyboard.type('by keys');
    await press('Enter');
    await bob.until(({ rooms }) => rooms.get('quiet')?.isJoined === false, 'to be put out');
    await isClosed(alice);
    await alice.sees(/by keys/);
  });

  async function act(
    who: Visitor,
    name: string,
    button: string,
    title: string,
    reason: string,
    duration?: string,
  ): Promise<void> {
    await who.page.getByRole('button', { name: `About ${name}` }).click();
    await dialogOf(who, name).getByRole('button', { name: button }).click();
    const sheet = dialogOf(who, title);
    if (duration !== undefined) await sheet.getByLabel('For how long').selectOption(duration);
    await sheet.getByLabel(/^Reason/).fill(reason);
    await who.page.keyboard.press('Enter');
    await isClosed(who);
  }
});
