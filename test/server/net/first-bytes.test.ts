import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxLeadingBytes, type Tongue, tongueOf } from '../../../src/server/net/first-bytes.ts';
import { fc } from '../../support/generated.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const mark = '\xef\xbb\xbf';
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE'];

/** What is known after each byte, until it is. */
function byteByByte(text: string): Tongue[] {
  const told: Tongue[] = [];
  for (let length = 1; length <= text.length; length++) {
    const tongue = tongueOf(bytes(text.slice(0, length)));
    told.push(tongue);
    if (tongue !== 'unclear') break;
  }
  return told;
}

test('a brace is a line, also after blanks and a byte order mark', () => {
  for (const text of ['{', '{"type":"hello"}', '\r\n\n \t{', `${mark}{`, `\n${mark} {`])
    assert.equal(tongueOf(bytes(text)), 'line', JSON.stringify(text));
});

test('each method is HTTP once its space is there, and not sooner', () => {
  for (const method of methods) {
    const told = byteByByte(`${method} / HTTP/1.1`);
    assert.deepEqual(told, [...Array(method.length).fill('unclear'), 'http']);
  }
});

test('a handshake record is TLS at its second byte', () => {
  assert.deepEqual(byteByByte('\x16\x03\x01'), ['unclear', 'tls']);
  assert.deepEqual(byteByByte('\x16\x02'), ['unclear', 'nothing']);
});

test('all else is nothing, as soon as that is known', () => {
  const cases: [string, number][] = [
    ['hello\n', 1],
    ['get / HTTP/1.1', 1],
    ['SSH-2.0', 1],
    ['GETS / HTTP', 4],
    ['GET\t/', 4],
    ['PRI * HTTP/2.0', 2],
    ['POSTMAN', 5],
    ['\0', 1],
    ['[1]', 1],
    ['\xef\xbbx', 3],
    ['\xff\xfe{', 1],
    ['  GET / HTTP/1.1', 3],
    [' \x16\x03', 2],
    [`${mark}${mark}{`, 4],
  ];
  for (const [text, length] of cases) {
    const told = byteByByte(text);
    assert.deepEqual([told.at(-1), told.length], ['nothing', length], JSON.stringify(text));
  }
});

test('blanks that do not end are nothing', () => {
  assert.equal(tongueOf(bytes(' '.repeat(maxLeadingBytes))), 'unclear');
  assert.equal(tongueOf(bytes(' '.repeat(maxLeadingBytes + 1))), 'nothing');
  assert.equal(tongueOf(bytes(`${' '.repeat(maxLeadingBytes + 1)}{`)), 'nothing');
});

test('what was said of a beginning holds for all that begins so', () => {
  const beginning = fc.oneof(
    fc.constantFrom(...methods, '{', '\x16\x03', mark, ' ', '\n', 'x'),
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
  );
  fc.assert(
    fc.property(fc.array(beginning, { maxLength: 4 }), (parts) => {
      const text = parts.join('');
      const [known] = byteByByte(text).slice(-1);
      if (known === undefined || known === 'unclear') return;
      assert.equal(tongueOf(bytes(text)), known);
      assert.equal(tongueOf(bytes(`${text}more`)), known);
    }),
    { numRuns: 2000 },
  );
});
