import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Act,
  highestOf,
  isAbove,
  ladder,
  may,
  powers,
  type RankedRoom,
  rankIn,
  rankOnServer,
  roleIn,
} from '../../../src/server/core/powers.ts';

const acts = Object.keys(powers) as Act[];
const roles = ['guest', 'member', 'moderator', 'owner'] as const;

/** Ann owns it, ben moderates. */
function room(visibility: 'open' | 'private'): RankedRoom {
  return { owner: 'ann', moderators: new Set(['ben']), visibility };
}

describe('powers', () => {
  it('each rank may do exactly this', () => {
    const allowed = ladder.map((rank) => [rank, acts.filter((act) => may(rank, act)).join(' ')]);
    const ofModerators =
      'see-state invite uninvite describe slow speak-unslowed delete-of-others moderate list-bans';
    const ofOwners = `${ofModerators} visibility roles`;
    const ofServer = `${ofOwners} moderate-server list-server-bans`;
    assert.deepEqual(Object.fromEntries(allowed), {
      guest: 'see-state',
      member: 'see-state',
      'room-moderator': ofModerators,
      'room-owner': ofOwners,
      'server-moderator': ofServer,
      'server-owner': ofServer,
    });
  });

  it('nobody acts on who is of the same rank or a higher one', () => {
    for (const [at, one] of ladder.entries()) {
      for (const [other, second] of ladder.entries()) {
        assert.equal(isAbove(one, second), at > other, `${one} ${second}`);
      }
    }
  });

  it('a rank in a room comes of the room’s role and, in an open one, of the server’s', () => {
    const found = ['ann', 'ben', 'eve'].map((owner) =>
      roles.map((role) =>
        [room('open'), room('private'), undefined].map((of) => rankIn(of, { owner, role })),
      ),
    );
    const ofAnn = ['room-owner', 'room-owner'];
    const ofBen = ['room-moderator', 'room-moderator'];
    const above = [
      ['server-moderator', 'server-moderator'],
      ['server-owner', 'server-owner'],
    ] as const;
    assert.deepEqual(found, [
      [
        [...ofAnn, 'guest'],
        [...ofAnn, 'member'],
        ['server-moderator', 'room-owner', 'server-moderator'],
        ['server-owner', 'room-owner', 'server-owner'],
      ],
      [
        [...ofBen, 'guest'],
        [...ofBen, 'member'],
        ['server-moderator', 'room-moderator', 'server-moderator'],
        ['server-owner', 'room-moderator', 'server-owner'],
      ],
      [
        ['guest', 'guest', 'guest'],
        ['member', 'member', 'member'],
        [above[0][0], 'member', above[0][1]],
        [above[1][0], 'member', above[1][1]],
      ],
    ]);
  });

  it('the highest of several roles stands where no room is meant', () => {
    assert.equal(highestOf(['member', 'owner', 'guest']), 'owner');
    assert.equal(highestOf(['guest', 'moderator', 'member']), 'moderator');
    assert.equal(highestOf([]), 'guest');
  });

  it('a rank on the server comes of the server’s role alone', () => {
    const ranks = roles.map((role) => rankOnServer({ role }));
    assert.deepEqual(ranks, ['guest', 'member', 'server-moderator', 'server-owner']);
  });

  it('the higher of the two roles is shown; in a private room the room’s own', () => {
    const shown = ['ann', 'ben', 'eve'].map((owner) =>
      roles.map((role) => [room('open'), room('private')].map((of) => roleIn(of, { owner, role }))),
    );
    assert.deepEqual(shown, [
      roles.map(() => ['owner', 'owner']),
      [
        ['moderator', 'moderator'],
        ['moderator', 'moderator'],
        ['moderator', 'moderator'],
        ['owner', 'moderator'],
      ],
      [
        ['guest', 'guest'],
        ['member', 'member'],
        ['moderator', 'member'],
        ['owner', 'member'],
      ],
    ]);
  });
});
