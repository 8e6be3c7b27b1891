// A word that may be a mistyped command: whoever has a host of that name goes there, all others are asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askingBack, whyNoHost } from '../../src/client/mistyped.ts';
import { createPair } from '../support/pair.ts';

const sned = { host: 'sned', port: 7000, isEncrypted: true };
const asked = 'Is the command send meant? chat-client --help tells more';

test('where there is no host of that name, the command is asked for', async () => {
  const why = await whyNoHost(sned, 'send', () => Promise.reject(new Error('ENOTFOUND')));
  assert.equal(why, `there is no host sned. ${asked}`);
});

test('a resolver that does not answer, as without a network, does not mean that there is none', async () => {
  const noAnswer = Object.assign(new Error('EAI_AGAIN'), { code: 'EAI_AGAIN' });
  assert.equal(await whyNoHost(sned, 'send', () => Promise.reject(noAnswer)), undefined);
});

test('who has a host of that name goes there', async () => {
  assert.equal(await whyNoHost(sned, 'send', async () => '10.0.0.1'), undefined);
});

test('a way that never led to a server asks too, one that was lost does not', () => {
  const { transport, ends } = createPair(() => {});
  const whys: string[] = [];
  const way = askingBack(transport, 'send');
  const open = () => {
    way.open({ onOpen() {}, onLines() {}, onClose: (why) => whys.push(why) });
    return ends.at(-1);
  };
  open()?.close('No server is listening there. (sned:7000)');
  const reached = open();
  reached?.accept();
  reached?.close('The connection was cut.');
  assert.deepEqual(whys, [
    `No server is listening there. (sned:7000) ${asked}`,
    'The connection was cut.',
  ]);
});
