// What stands at the ends of the messages, and where there are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, emptyTimeline } from '../../../src/sdk/timeline.ts';
import { emptyWords, topWords, visitWords } from '../../../src/web/pane/pane-words.ts';
import { room, stateOf } from '../../client/states.ts';
import { message } from '../../sdk/scene.ts';

const empty = begin(emptyTimeline, [], 0);
const some = begin(emptyTimeline, [message(1, 0)], 1);

test('above the oldest message is whether there are older ones', () => {
  const top = (more: Parameters<typeof room>[1]) => topWords(stateOf({}, [room('general', more)]));
  assert.equal(top({ timeline: some }), 'The beginning of #general');
  assert.equal(top({ timeline: { ...some, hasOlder: true } }), '');
  assert.equal(top({ timeline: { ...some, hasOlder: true }, isLoadingOlder: true }), 'loading…');
  assert.equal(top({}), 'joining #general…');
  assert.equal(top({ refusal: 'You are banned here.' }), 'You are banned here.');
});

test('an empty room says what one can do; one that may have messages does not', () => {
  const words = (name: string, timeline = empty) =>
    emptyWords(stateOf({}, [room(name, { timeline })]))?.[0];
  assert.equal(words('general'), 'Nobody has said anything in #general yet.');
  assert.equal(words('@alice+bob'), 'What you write here only bob and you can read.');
  assert.equal(words('general', some), undefined);
  assert.equal(words('general', emptyTimeline), undefined);
});

test('a visit says around which day it is, a search for one that it is under way', () => {
  const visit = { room: 'general', seq: 1, timeline: some, noticesFrom: 0 };
  const visiting = stateOf({ visit: { ...visit, isLoadingOlder: false, isLoadingNewer: false } });
  assert.equal(visitWords(visiting, 'Friday'), 'around Friday');
  assert.equal(visitWords(visiting, undefined), 'loading…');
  const quest = { room: 'general', from: { atMs: 0 }, isAsking: true };
  assert.equal(visitWords(stateOf({ quest }), undefined), 'looking for it…');
  assert.equal(visitWords(stateOf({}), undefined), undefined);
});
