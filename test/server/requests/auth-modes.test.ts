// Who may come in: everybody, accounts alone, or accounts of the invited; and what guests get where they may not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requests } from '../../../src/protocol/index.ts';
import { Invites } from '../../../src/server/accounts/invites.ts';
import { handlers } from '../../../src/server/requests/index.ts';
import { Hall, type Person, password } from '../../support/hall.ts';

/** Something of each request's form, as a guest would try it. */
const tries: Record<string, object> = {
  join: { room: 'general' },
  leave: { room: 'general' },
  send: { room: 'general', content: 'hi' },
  history: { room: 'general' },
  search: { query: 'secret' },
  members: { room: 'general' },
  typing: { room: 'general' },
  status: { status: 'away' },
  whois: { name: 'ann' },
  read: { room: 'general', seq: 1 },
  profile: { about: 'x' },
  revoke: { session: 'x' },
  password: { password, new: password },
  unregister: { password },
  moderate: { action: 'kick', room: 'general', name: 'ann' },
  room: { room: 'general' },
};
const forAnyone = ['register', 'login', 'logout', 'name', 'ping', 'pong'];

interface Lobby {
  readonly hall: Hall;
  readonly ann: Person;
  readonly guest: Person;
}

function codeFor(hall: Hall, uses = 1): string | undefined {
  return new Invites(hall.file).add(uses, hall.nowMs + 60_000, hall.nowMs);
}

/** Ann is a member and in #general, where something was said; the guest waits in the lobby. */
async function openLobby(auth: 'members' | 'invite'): Promise<Lobby> {
  const hall = new Hall({ auth });
  const ann = hall.connect();
  ann.say({ type: 'hello', name: 'ann' });
  await ann.asks({ type: 'register', password, code: codeFor(hall) });
  ann.say({ type: 'join', room: 'general' });
  ann.say({ type: 'send', room: 'general', content: 'a secret' });
  const guest = hall.connect();
  guest.say({ type: 'hello', name: 'guest' });
  return { hall, ann, guest };
}

it('the welcome says who may come in', () => {
  for (const auth of ['open', 'members', 'invite'] as const) {
    const guest = new Hall({ auth }).connect();
    guest.say({ type: 'hello' });
    assert.equal((guest.last('welcome').server as { auth: string }).auth, auth);
  }
});

for (const auth of ['members', 'invite'] as const) {
  describe(`a guest of a server for ${auth === 'members' ? 'its members' : 'the invited'}`, () => {
    it('is welcome, and told of no room', async () => {
      const { guest } = await openLobby(auth);
      const { rooms, role } = guest.last('welcome');
      assert.deepEqual([rooms, role], [[], 'guest']);
    });

    it('may ask for nothing but the way in, and is told it', async () => {
      const { guest, ann } = await openLobby(auth);
      ann.heard.length = 0;
      for (const type of Object.keys(handlers)) {
        if (forAnyone.includes(type)) continue;
        guest.heard.length = 0;
        guest.say({ type, id: 'x', ...tries[type] });
        // What is never answered is dropped.
        if (type === 'typing') assert.deepEqual(guest.types(), []);
        else {
          const { code, message } = guest.last('error');
          assert.equal(code, 'auth-required', type);
          assert.match(String(message), auth === 'members' ? /register first/ : /the code/);
        }
      }
      assert.deepEqual(ann.types(), []);
    });

    it('hears nothing, and is found by nobody', async () => {
      const { hall, ann, guest } = await openLobby(auth);
      guest.heard.length = 0;
      ann.say(
        { type: 'send', room: 'general', content: 'more' },
        { type: 'status', status: 'away' },
      );
      assert.equal((await ann.asks({ type: 'whois', name: 'guest' })).code, 'no-such-user');
      const whisper = { type: 'send', to: 'guest', content: 'psst' };
      assert.equal((await ann.asks(whisper)).code, 'no-such-user');
      ann.say({ type: 'join', room: '@ann+guest' });
      ann.say({ type: 'send', room: '@ann+guest', content: 'psst' });
      assert.deepEqual(guest.types(), []);
      assert.deepEqual([...hall.hub.sessions], [ann.session]);
    });

    it('is not told whose a name is', async () => {
      const { hall } = await openLobby(auth);
      const other = hall.connect();
      for (const name of ['ann', 'ANN', 'аnn', 'nobody']) {
        const answer = await other.asks({ type: other.session ? 'name' : 'hello', name });
        assert.equal(answer.name, name);
      }
    });

    it('takes no name from anybody', async () => {
      const { hall, guest } = await openLobby(auth);
      assert.equal((await guest.asks({ type: 'name', name: 'ben' })).name, 'ben');
      const other = hall.connect();
      assert.equal((await other.asks({ type: 'hello', name: 'ben' })).type, 'welcome');
      const code = codeFor(hall);
      assert.equal((await other.asks({ type: 'register', password, code })).type, 'registered');
      assert.equal(hall.hub.holderOf('ben'), other.session?.owner);
      const late = await guest.asks({ type: 'register', password, code: codeFor(hall) });
      assert.equal(late.code, 'name-taken');
    });

    it('may log in, and is in', async () => {
      const { guest } = await openLobby(auth);
      const welcome = await guest.asks({ type: 'login', name: 'ann', password });
      assert.deepEqual(
        (welcome.rooms as { name: string }[]).map(({ name }) => name),
        ['general'],
      );
      const joined = await guest.asks({ type: 'join', room: 'general' });
      assert.equal((joined.messages as object[]).length, 1);
      assert.equal(joined.count, 1);
    });

    it('is out where its name is banned before it registers under it', async () => {
      const { hall, guest } = await openLobby(auth);
      const operator = hall.enterAs('operator', 'owner');
      operator.say({ type: 'moderate', action: 'ban', name: 'guest' });
      assert.equal(operator.last('moderated').action, 'ban');
      guest.say({ type: 'register', password, code: codeFor(hall) });
      assert.equal((await guest.hears('error')).code, 'banned');
      assert.equal(hall.accounts.findByName('guest'), undefined);
    });

    it('is not there for ever', async () => {
      const { hall, ann, guest } = await openLobby(auth);
      hall.nowMs += hall.chat.settings.lobbyMs - 1;
      for (const each of [ann, guest]) each.check();
      assert.equal(guest.ended, undefined);
      hall.nowMs += 1;
      for (const each of [ann, guest]) each.check();
      assert.deepEqual([ann.ended, guest.ended], [undefined, 'idle']);
      assert.deepEqual(guest.farewell, { type: 'bye', reason: 'idle', reconnect: false });
    });

    it('can be there by the same token twice, and neither ends the other', async () => {
      const { hall, guest } = await openLobby(auth);
      const again = hall.connect();
      assert.equal((await again.asks({ type: 'hello', token: guest.token })).type, 'welcome');
      assert.equal(guest.ended, undefined);
    });
  });
}

describe('an invitation', () => {
  it('lets somebody register, and only by a code that is good', async () => {
    const { hall, guest } = await openLobby('invite');
    assert.equal((await guest.asks({ type: 'register', password })).code, 'auth-failed');
    const wrong = { type: 'register', password, code: '2222-2222-2222-2222' };
    assert.equal((await guest.asks(wrong)).code, 'auth-failed');
    // Not even that the name is taken.
    await guest.asks({ type: 'name', name: 'ann' });
    assert.equal((await guest.asks(wrong)).code, 'auth-failed');
    await guest.asks({ type: 'name', name: 'guest' });
    const code = codeFor(hall);
    assert.equal((await guest.asks({ type: 'register', password, code })).type, 'registered');
    const second = hall.connect(false, '198.51.100.1');
    second.say({ type: 'hello', name: 'second' });
    assert.equal((await second.asks({ type: 'register', password, code })).code, 'auth-failed');
  });

  it('is not used up where none is asked for', async () => {
    const hall = new Hall();
    const code = codeFor(hall);
    const guest = hall.enter('guest');
    assert.equal((await guest.asks({ type: 'register', password, code })).type, 'registered');
    assert.equal(new Invites(hall.file).isGood(String(code), hall.nowMs), true);
  });
});

it('every request says whom it is for, and only the way in is for anyone', () => {
  const rows = Object.entries(handlers);
  assert.deepEqual(
    Object.keys(requests)
      .filter((type) => type !== 'hello')
      .sort(),
    rows.map(([type]) => type).sort(),
  );
  const open = rows.filter(([, row]) => row.for === 'anyone').map(([type]) => type);
  assert.deepEqual(open.sort(), [...forAnyone].sort());
});
