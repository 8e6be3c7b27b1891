import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ReadMarkers } from '../../../src/server/core/read-markers.ts';

const bounds = { maxReadOwners: 3, maxReadRooms: 3, maxReadMarkers: 6 };

function places(markers: ReadMarkers): string[] {
  return [...markers.all()].map(({ owner, room, seq }) => `${owner} ${room} ${seq}`);
}

describe('a read marker', () => {
  it('is not known until somebody has read', () => {
    const markers = new ReadMarkers(bounds);
    assert.equal(markers.find('ann', 'general', 9, 0), undefined);
    assert.deepEqual(markers.advance('ann', 'general', 0, 9, 0), { seq: 0, hasMoved: true });
    assert.equal(markers.find('ann', 'general', 9, 0), 0);
    assert.equal(markers.find('ann', 'other', 9, 0), undefined);
  });

  it('never goes back, and never beyond what the room has', () => {
    const markers = new ReadMarkers(bounds);
    assert.deepEqual(markers.advance('ann', 'general', 5, 9, 0), { seq: 5, hasMoved: true });
    assert.deepEqual(markers.advance('ann', 'general', 3, 9, 0), { seq: 5, hasMoved: false });
    assert.deepEqual(markers.advance('ann', 'general', 50, 9, 0), { seq: 9, hasMoved: true });
    assert.deepEqual(markers.advance('ann', 'general', 50, 9, 0), { seq: 9, hasMoved: false });
  });

  it('that lies beyond a log which was lost is moved to its end, so that new messages count', () => {
    const markers = new ReadMarkers(bounds);
    markers.advance('ann', 'general', 500, 500, 0);
    assert.equal(markers.find('ann', 'general', 2, 0), 2);
    assert.equal(markers.find('ann', 'general', 10, 0), 2);
  });
});

describe('read markers', () => {
  it('of the person who was not heard of for the longest time go first', () => {
    const markers = new ReadMarkers(bounds);
    for (const name of ['ann', 'ben', 'cy']) markers.advance(name, 'general', 1, 9, 0);
    markers.find('ann', 'general', 9, 1);
    markers.advance('dee', 'general', 1, 9, 2);
    assert.deepEqual(places(markers), ['cy general 1', 'ann general 1', 'dee general 1']);
  });

  it('of the room that was not read in for the longest time go first', () => {
    const markers = new ReadMarkers(bounds);
    for (const room of ['a', 'b', 'c']) markers.advance('ann', room, 1, 9, 0);
    markers.advance('ann', 'a', 2, 9, 1);
    markers.advance('ann', 'd', 1, 9, 2);
    assert.deepEqual(places(markers), ['ann c 1', 'ann a 2', 'ann d 1']);
    assert.equal(markers.count, 3);
  });

  it('are bounded in all, even where each person has few enough', () => {
    const markers = new ReadMarkers(bounds);
    for (const name of ['ann', 'ben', 'cy']) {
      for (const room of ['a', 'b', 'c']) markers.advance(name, room, 1, 9, 0);
    }
    assert.equal(markers.count, 6);
    assert.equal(markers.find('ann', 'c', 9, 0), undefined);
    assert.equal(markers.find('ben', 'a', 9, 0), 1);
  });

  it('of people who were not here for long can be forgotten', () => {
    const markers = new ReadMarkers(bounds);
    markers.advance('ann', 'a', 1, 9, 1000);
    markers.advance('ben', 'a', 1, 9, 2000);
    markers.advance('cy', 'a', 1, 9, 1000);
    markers.find('cy', 'a', 9, 3000);
    markers.forgetUnusedSince(2000);
    assert.deepEqual(places(markers), ['ben a 1', 'cy a 1']);
    assert.equal(markers.count, 2);
  });

  it('that moved are told once, as far as they got', () => {
    const markers = new ReadMarkers(bounds);
    markers.restore({ owner: 'ben', room: 'a', seq: 4 }, 0);
    markers.advance('ann', 'a', 1, 9, 0);
    markers.advance('ann', 'a', 2, 9, 0);
    markers.advance('ben', 'a', 3, 9, 0);
    assert.deepEqual(markers.takeMoved(), [{ owner: 'ann', room: 'a', seq: 2 }]);
    assert.deepEqual(markers.takeMoved(), []);
  });

  it('that could not be kept are told again, unless they are gone', () => {
    const markers = new ReadMarkers(bounds);
    for (const name of ['ann', 'ben', 'cy']) markers.advance(name, 'a', 1, 9, 0);
    const moved = markers.takeMoved();
    markers.advance('dee', 'a', 1, 9, 1);
    markers.giveBack(moved);
    const again = markers.takeMoved().map(({ owner }) => owner);
    assert.deepEqual(again.sort(), ['ben', 'cy', 'dee']);
  });

  it('wait for being kept only as long as they are held themselves', () => {
    const markers = new ReadMarkers(bounds);
    for (let number = 0; number < 1000; number++) {
      for (const room of ['a', 'b', 'c', 'd'])
        markers.advance(`user-${number}`, room, 1, 9, number);
    }
    assert.equal(markers.count, 6);
    assert.equal(markers.takeMoved().length, 6);
  });
});
