// The sessions of accounts that a browser has: who a tab begins as, and what is left once one is over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addSession,
  type BrowserSession,
  beginningOf,
  dropSessions,
  maxBrowserSessions,
  othersOf,
  readSessions,
} from '../../../src/web/kept/browser-accounts.ts';
import { FakeStorage } from './fake-browser.ts';

const one = (number: number, account = 'accountone'): BrowserSession => ({
  name: 'alice',
  session: `${account}.session${number % 10}`,
  token: `2.${account}.${number}`,
});

const guest = { token: '1.guest', pending: [] };

test('a tab that has a session of an account of this browser goes on as that', () => {
  const kept = { token: one(1).token, account: 'alice', pending: [] };
  const begun = beginningOf(kept, [one(1), one(2)]);
  assert.deepEqual(begun, { kept, another: false });
});

test('a new tab, and one that was a guest’s, gets a session beside the newest, and keeps what waits to be sent', () => {
  const pending = [{ id: 'm-1', room: 'general', kind: 'text', content: 'hi', at: 1 }] as const;
  for (const kept of [{ pending }, { ...guest, pending }]) {
    assert.deepEqual(beginningOf(kept, [one(1), one(2)]), {
      kept: { token: one(2).token, account: 'alice', pending },
      another: true,
    });
  }
});

test('a session that this browser was logged out of is not taken up again', () => {
  const kept = { token: one(1).token, account: 'alice', pending: [] };
  assert.deepEqual(beginningOf(kept, []), { kept: { pending: [] }, another: false });
});

test('where nobody is logged in a guest stays who it was', () => {
  assert.deepEqual(beginningOf(guest, []), { kept: guest, another: false });
});

test('sessions are kept once each, so many at most, the newest last', () => {
  const shelf = new FakeStorage().shelf();
  const all = Array.from({ length: maxBrowserSessions + 5 }, (_, number) => ({
    ...one(number),
    session: `accountone.s${number}`,
  }));
  for (const session of all) addSession(shelf, session);
  addSession(shelf, all.at(-3) as BrowserSession);
  const kept = readSessions(shelf);
  assert.equal(kept.length, maxBrowserSessions);
  assert.equal(kept.at(-1)?.session, all.at(-3)?.session);
});

test('others of an account are those of its other sessions alone', () => {
  const shelf = new FakeStorage().shelf();
  for (const session of [one(1), one(2), one(3, 'accounttwo')]) addSession(shelf, session);
  assert.deepEqual(othersOf(shelf, one(1).session), [one(2)]);
  dropSessions(shelf, ({ name, session }) => name === 'alice' && session === one(2).session);
  assert.deepEqual(readSessions(shelf), [one(1), one(3, 'accounttwo')]);
});

test('what is damaged is left out, and nobody falls over a storage that is', () => {
  const storage = new FakeStorage();
  const shelf = storage.shelf();
  const bad = [
    null,
    1,
    { ...one(1), name: 'a b' },
    { ...one(1), session: 'guestguest' },
    { token: 'x' },
  ];
  shelf.set('accounts', JSON.stringify([...bad, one(2)]));
  assert.deepEqual(readSessions(shelf), [one(2)]);
  for (const text of ['{', '{}', '"a"', 'x'.repeat(100_000)]) {
    shelf.set('accounts', text);
    assert.deepEqual(readSessions(shelf), []);
  }
  storage.isBroken = true;
  addSession(shelf, one(1));
  assert.deepEqual(readSessions(shelf), []);
});
