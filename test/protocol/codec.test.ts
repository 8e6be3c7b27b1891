import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encode, isBadRequest, parseFromServer, parseRequest } from '../../src/protocol/index.ts';
import { fc } from '../support/generated.ts';

function codeOf(line: string): string {
  const request = parseRequest(line);
  return isBadRequest(request) ? request.refusal.code : 'good';
}

describe('parseRequest', () => {
  it('leaves unknown fields out', () => {
    assert.deepEqual(parseRequest('{"type":"leave","room":"a","later":1}'), {
      type: 'leave',
      room: 'a',
    });
  });

  it('names the field that is missing or wrong', () => {
    const messageOf = (line: string) => {
      const request = parseRequest(line);
      return isBadRequest(request) ? request.refusal.message : '';
    };
    assert.equal(messageOf('{"type":"join"}'), '"room" of "join" is missing.');
    assert.match(messageOf('{"type":"join","room":7}'), /^"room" of "join" is wrong: /);
    assert.match(
      messageOf('{"type":"join","room":"a","limit":501}'),
      /^"limit" of "join" is wrong: /,
    );
    assert.match(messageOf('{"type":"join","room":"a","id":"a b"}'), /^"id" of "join" is wrong: /);
  });

  it('keeps the id of what it refuses, where there is a usable one', () => {
    const request = parseRequest('{"type":"join","id":"7"}');
    assert.ok(isBadRequest(request));
    assert.equal(request.id, '7');
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => void codeOf(line)),
    );
    assert.equal(codeOf('{"type":"constructor"}'), 'unknown-type');
    assert.equal(codeOf('{"type":"toString"}'), 'unknown-type');
    assert.equal(
      codeOf(`{"type":"leave","x":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`),
      'bad-request',
    );
    assert.equal(codeOf(`${'['.repeat(60_000)}"\\ud800"${']'.repeat(60_000)}`), 'bad-json');
  });

  it('refuses half a surrogate pair in any string, and takes a whole one', () => {
    assert.equal(codeOf('{"type":"leave","room":"\\ud83d"}'), 'bad-json');
    assert.equal(codeOf('{"type":"leave","room":"a","x":[{"\\udc00":1}]}'), 'bad-json');
    assert.equal(codeOf('{"type":"leave","room":"\\ud83d\\ude00"}'), 'good');
  });
});

describe('parseFromServer', () => {
  it('is the inverse of encode', () => {
    const presence = {
      type: 'presence',
      room: 'a',
      name: 'ann',
      state: 'joined',
      count: 1,
    } as const;
    assert.deepEqual(parseFromServer(encode(presence).trimEnd()), presence);
  });

  it('reads what a later version adds as the nearest thing that it knows', () => {
    const error = parseFromServer('{"type":"error","id":"1","code":"new-code","message":"No."}');
    assert.deepEqual(error, { type: 'error', id: '1', code: 'bad-request', message: 'No.' });
    const message = { room: 'a', seq: 1, prev: 0, sender: 'ann', content: 'x', timestamp: 't' };
    const line = JSON.stringify({ type: 'message', ...message, kind: 'poll' });
    assert.deepEqual(parseFromServer(line), { type: 'message', ...message, kind: 'text' });
  });

  it('ignores what this version does not know, and what it cannot read', () => {
    for (const line of [
      '{"type":"future"}',
      '{"type":"left"}',
      'x',
      '[]',
      '{"type":"__proto__"}',
    ]) {
      assert.equal(parseFromServer(line), undefined, line);
    }
  });
});
