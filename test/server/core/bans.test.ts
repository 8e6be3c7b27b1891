import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameKeys } from '../../../src/protocol/index.ts';
import type { Account } from '../../../src/server/core/accounts.ts';
import type { Ban, BanStore } from '../../../src/server/core/ban-book.ts';
import { Bans, networkOfPerson, type Suspect } from '../../../src/server/core/bans.ts';

const noBanStore: BanStore = { bans: () => [], save() {}, drop() {} };
const noAccount = { find: () => undefined };
let count = 0;

function ban(parts: Partial<Ban>): Ban {
  return {
    id: `b${++count}`,
    action: 'ban',
    room: undefined,
    name: undefined,
    keys: [],
    owner: undefined,
    network: undefined,
    isNetworkHidden: false,
    by: 'mod',
    sinceMs: 1000,
    untilMs: undefined,
    reason: '',
    ...parts,
  };
}

function guest(name: string, address = '192.0.2.9', parts: Partial<Suspect> = {}): Suspect {
  const origin = { address, isLoopback: false };
  return { owner: `s-${name}`, keys: nameKeys(name), role: 'guest', origin, ...parts };
}

function holding(...all: Ban[]): Bans {
  const bans = new Bans(noBanStore, noAccount);
  for (const each of all) assert.ok(bans.add(each, 1000));
  return bans;
}

describe('a ban', () => {
  it('holds for its owner, for its name in any case, and for what looks like it', () => {
    const bans = holding(ban({ owner: 's-eve', keys: nameKeys('evil') }));
    assert.ok(bans.find('ban', guest('eve'), undefined, 2000));
    assert.ok(bans.find('ban', guest('EVIL'), undefined, 2000));
    assert.ok(bans.find('ban', guest('evi1'), undefined, 2000));
    assert.equal(bans.find('ban', guest('ann'), undefined, 2000), undefined);
    assert.equal(bans.find('mute', guest('evil'), undefined, 2000), undefined);
  });

  it('of a room holds there alone; one of the server everywhere', () => {
    const bans = holding(
      ban({ room: 'ops', keys: nameKeys('eve') }),
      ban({ keys: nameKeys('mallory') }),
    );
    assert.ok(bans.find('ban', guest('eve'), 'ops', 2000));
    assert.equal(bans.find('ban', guest('eve'), 'dev', 2000), undefined);
    assert.equal(bans.find('ban', guest('eve'), undefined, 2000), undefined);
    assert.ok(bans.find('ban', guest('mallory'), 'dev', 2000));
  });

  it('of a network holds for every form of an address in it, but not for this machine', () => {
    const bans = holding(ban({ network: '192.0.2.0/24' }), ban({ network: '2001:db8::/32' }));
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '2001:DB8::7', '2001:db8:5::1%eth0']) {
      assert.ok(bans.find('ban', guest('x', address), undefined, 2000), address);
    }
    for (const address of ['192.0.3.1', '2001:db9::1', '', 'nonsense']) {
      assert.equal(bans.find('ban', guest('x', address), undefined, 2000), undefined, address);
    }
    const here = { origin: { address: '192.0.2.1', isLoopback: true } };
    assert.equal(bans.find('ban', guest('x', '', here), undefined, 2000), undefined);
  });

  it('of a network holds for accounts, but not for those who moderate the server', () => {
    const bans = holding(ban({ network: '192.0.2.0/24' }));
    assert.ok(bans.find('ban', guest('x', '192.0.2.1', { role: 'member' }), undefined, 2000));
    for (const role of ['moderator', 'owner'] as const) {
      assert.equal(bans.find('ban', guest('x', '192.0.2.1', { role }), undefined, 2000), undefined);
    }
  });

  it('of a person holds for the guests of the same network, and for accounts made since', () => {
    const accounts = {
      find: (id: string) =>
        ({ registered: new Date(id === 's-old' ? 500 : 1500).toISOString() }) as Account,
    };
    const bans = new Bans(noBanStore, accounts);
    bans.add(ban({ owner: 's-eve', network: '192.0.2.9', isNetworkHidden: true }), 1000);
    const isHeld = (name: string, role: Suspect['role']) =>
      bans.find('ban', guest(name, '192.0.2.9', { role }), undefined, 2000) !== undefined;
    assert.ok(isHeld('x', 'guest'));
    assert.ok(isHeld('new', 'member'));
    assert.ok(!isHeld('old', 'member'));
  });

  it('ends when it says; of several the one that holds longest is told', () => {
    const bans = holding(
      ban({ owner: 's-eve', untilMs: 5000, reason: 'short' }),
      ban({ room: 'ops', owner: 's-eve', untilMs: 9000, reason: 'long' }),
    );
    assert.equal(bans.find('ban', guest('eve'), 'ops', 4999)?.reason, 'long');
    assert.equal(bans.find('ban', guest('eve'), undefined, 4999)?.reason, 'short');
    assert.equal(bans.find('ban', guest('eve'), undefined, 5000), undefined);
    assert.equal(bans.size, 1);
    bans.sweep(100_000);
    assert.equal(bans.size, 0);
  });

  it('takes the place of the one before it', () => {
    const bans = holding(
      ban({ owner: 's-eve', keys: nameKeys('eve'), reason: 'one' }),
      ban({ owner: 's-eve', keys: nameKeys('eve'), untilMs: 9000, reason: 'two' }),
    );
    assert.equal(bans.size, 1);
    assert.equal(bans.find('ban', guest('eve'), undefined, 2000)?.reason, 'two');
  });

  it('is undone by name with all that fit, by address only where it is one of an address', () => {
    const bans = holding(
      ban({ owner: 's-eve', keys: nameKeys('eve') }),
      ban({ owner: 's-eva', keys: nameKeys('eva'), network: '192.0.2.9', isNetworkHidden: true }),
      ban({ network: '192.0.2.9' }),
      ban({ room: 'ops', keys: nameKeys('eve') }),
    );
    assert.equal(bans.lift('ban', undefined, { network: '192.0.2.9' }).length, 1);
    assert.equal(bans.lift('ban', undefined, { keys: nameKeys('EVE') }).length, 1);
    assert.equal(bans.lift('ban', undefined, { owner: 's-eva' }).length, 1);
    assert.equal(bans.lift('mute', 'ops', { keys: nameKeys('eve') }).length, 0);
    assert.equal(bans.size, 1);
    assert.equal(bans.find('ban', guest('x', '192.0.2.9'), undefined, 2000), undefined);
  });
});

describe('bans', () => {
  it('are kept, and there again after a restart', () => {
    const rows = new Map<string, Ban>();
    const store: BanStore = {
      bans: () => [...rows.values()],
      save: (each) => void rows.set(each.id, each),
      drop: (id) => void rows.delete(id),
    };
    new Bans(store, noAccount).add(ban({ network: '192.0.2.0/24', keys: nameKeys('eve') }), 1000);
    const after = new Bans(store, noAccount);
    assert.ok(after.find('ban', guest('x', '192.0.2.4'), undefined, 2000));
    assert.ok(after.find('ban', guest('Eve', '198.51.100.1'), undefined, 2000));
    after.lift('ban', undefined, { keys: nameKeys('eve') });
    assert.equal(rows.size, 0);
  });

  it('hold until the end of the process where they cannot be kept, and that is told', () => {
    const fail = () => {
      throw new Error('the disk is full');
    };
    const told: unknown[] = [];
    const store = { bans: () => [], save: fail, drop: fail };
    const bans = new Bans(store, noAccount, (message) => told.push(message));
    assert.ok(bans.add(ban({ owner: 's-eve' }), 1000));
    assert.ok(bans.find('ban', guest('eve'), undefined, 2000));
    bans.lift('ban', undefined, { owner: 's-eve' });
    assert.equal(bans.find('ban', guest('eve'), undefined, 2000), undefined);
    assert.deepEqual(told, ['the disk is full', 'the disk is full']);
  });

  it('are 500 in a room at most; the server’s own have their space beside them', () => {
    const bans = new Bans(noBanStore, noAccount);
    for (let number = 0; number < 500; number++) {
      assert.ok(bans.add(ban({ room: 'ops', owner: `x${number}` }), 1000));
    }
    assert.ok(!bans.add(ban({ room: 'ops', owner: 'y' }), 1000));
    assert.ok(bans.add(ban({ room: 'dev', owner: 'y' }), 1000));
    assert.ok(bans.add(ban({ owner: 'y' }), 1000));
  });

  it('are listed by room, newest first, without those that are over', () => {
    const bans = holding(
      ban({ owner: 'a', sinceMs: 1 }),
      ban({ owner: 'b', sinceMs: 3 }),
      ban({ owner: 'c', sinceMs: 2, untilMs: 1500 }),
      ban({ owner: 'd', room: 'ops' }),
    );
    assert.deepEqual(
      bans.list(undefined, 2000).map(({ owner }) => owner),
      ['b', 'a'],
    );
    assert.equal(bans.list('ops', 2000).length, 1);
  });
});

it('a person on this machine, behind a proxy, or at no address, is known by no network', () => {
  assert.equal(networkOfPerson({ address: '127.0.0.1', isLoopback: true }), undefined);
  assert.equal(networkOfPerson({ address: '', isLoopback: false }), undefined);
  const proxy = { address: '192.0.2.1', isLoopback: false, isShared: true } as const;
  assert.equal(networkOfPerson(proxy), undefined);
  assert.equal(networkOfPerson({ address: '192.0.2.1', isLoopback: false })?.length, 32);
});
