// Where the pane begins in a room, and where it comes back to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, emptyTimeline } from '../../../src/sdk/timeline.ts';
import { aboveNews, Places } from '../../../src/web/pane/places.ts';
import { room, stateOf } from '../../client/states.ts';
import { message } from '../../sdk/scene.ts';
import { rowsOf, upTo } from './fake-pane.ts';

const messages = upTo(50).map((seq) => message(seq, seq - 1));
const timeline = begin(emptyTimeline, messages, 50);
const rows = rowsOf(upTo(50));
const plain = stateOf({}, [room('general', { timeline })]);
const marked = stateOf({}, [room('general', { timeline, mark: { after: 20, count: 30 } })]);

test('it begins at the newest, and nowhere before there is anything', () => {
  assert.equal(new Places().start(plain, rows), 'newest');
  assert.equal(new Places().start(stateOf({}, [room('general')]), rowsOf([])), undefined);
});

test('with something new it begins there, once', () => {
  const places = new Places();
  assert.deepEqual(places.start(marked, rows), { key: 's21', order: 21, at: aboveNews });
  assert.equal(places.start(marked, rows), 'newest');
});

test('what is new and not held is no place to begin at', () => {
  const far = stateOf({}, [
    room('general', {
      timeline: { ...timeline, floor: 40 },
      mark: { after: 20, count: 30 },
    }),
  ]);
  assert.equal(new Places().start(far, rows), 'newest');
});

test('a room is come back to where it was left', () => {
  const places = new Places();
  const place = { key: 's30', order: 30, at: 5 };
  places.keep('general', place);
  assert.equal(places.start(marked, rows), place);
});

test('a visit begins with what is visited in the middle, once that is there', () => {
  const visit = { ...{ room: 'general', seq: 12, timeline: emptyTimeline, noticesFrom: 0 } };
  const visiting = stateOf({ visit: { ...visit, isLoadingOlder: false, isLoadingNewer: false } }, [
    room('general', { timeline }),
  ]);
  assert.equal(new Places().start(visiting, rowsOf([])), undefined);
  assert.deepEqual(new Places().start(visiting, rows), { key: 's12', order: 12, at: 'middle' });
});
