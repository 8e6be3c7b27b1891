import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { hookLimits } from '../../../../src/server/hooks/limits.ts';
import { readRetryAfter, waitBefore } from '../../../../src/server/hooks/out/patience.ts';
import { requestSender } from '../../../../src/server/hooks/out/send-request.ts';
import {
  isSigningSecret,
  newSigningSecret,
  signed,
} from '../../../../src/server/hooks/out/standard-webhooks.ts';
import { makeCertificate } from '../../../../src/server/net/make-certificate.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function listening<Kind extends Server>(t: TestContext, server: Kind): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function receiver(t: TestContext, answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response));
  });
  t.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listening(t, server)}/in?x=1`;
}

const never = new AbortController().signal;

function posting(url: string, signal = never) {
  return { url, headers: { 'content-type': 'application/json' }, body: '{}', signal };
}

test('the signature is that of Standard Webhooks’ own example', () => {
  const headers = signed(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330_000,
    '{"test": 2432232314}',
  );
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret has 24 to 64 bytes in base64', () => {
  assert.ok(isSigningSecret(newSigningSecret()));
  const of = (bytes: number) => `whsec_${Buffer.alloc(bytes).toString('base64')}`;
  assert.ok(isSigningSecret(of(24)) && isSigningSecret(of(64)));
  for (const bad of [of(23), of(65), 'whsec_', '', 'secret', `${of(24)} `, of(24).slice(6)])
    assert.ok(!isSigningSecret(bad), bad);
});

test('who failed together does not come back together, and Retry-After is a number or a date', () => {
  assert.equal(
    waitBefore(1, 0, () => 0),
    500,
  );
  assert.equal(
    waitBefore(4, 0, () => 1),
    8000,
  );
  assert.equal(
    waitBefore(1000, 0, () => 1),
    hookLimits.longestWaitMs,
  );
  assert.equal(
    waitBefore(1, 9e9, () => 1),
    hookLimits.longestRetryAfterMs,
  );
  const nowMs = Date.parse('2026-11-20T12:00:00Z');
  assert.equal(readRetryAfter('120', nowMs), 120_000);
  assert.equal(readRetryAfter('Fri, 20 Nov 2026 12:00:30 GMT', nowMs), 30_000);
  for (const nothing of [undefined, '', '-1', 'soon', 'Fri, 20 Nov 2020 12:00:30 GMT'])
    assert.equal(readRetryAfter(nothing, nowMs), 0, nothing);
});

test('the status is the answer: a redirect is not followed, and a long body is not read', async (t) => {
  let asked = 0;
  const url = await receiver(t, (_, response) => {
    asked++;
    response.writeHead(302, { location: '/elsewhere', 'retry-after': '7' });
    response.write('x'.repeat(10 * hookLimits.maxAnswerBytes));
  });
  const answered = await requestSender()(posting(url));
  assert.deepEqual(answered, { status: 302, retryAfter: '7' });
  assert.equal(asked, 1);
});

test('a receiver whose answer does not end gets nothing more beside it, and uses up no sockets', async (t) => {
  let open = 0;
  const url = await receiver(t, (_, response) => {
    response.writeHead(200).flushHeaders();
    open++;
  });
  const ending = new AbortController();
  const send = requestSender();
  let isOver = false;
  const answered = send(posting(url, ending.signal)).then((outcome) => {
    isOver = true;
    return outcome;
  });
  const other = await receiver(t, (_, response) => void response.end());
  await send(posting(other));
  await send(posting(other));
  assert.deepEqual([open, isOver], [1, false]);
  ending.abort();
  assert.deepEqual(await answered, { status: 200, retryAfter: undefined });
});

test('connections are kept, and one that was closed in that moment is no failure', async (t) => {
  const sockets = new Set<unknown>();
  let isClosing = false;
  const url = await receiver(t, ({ socket }, response) => {
    if (isClosing && sockets.has(socket)) return void socket.resetAndDestroy();
    sockets.add(socket);
    response.end();
  });
  const send = requestSender();
  for (let count = 0; count < 3; count++) {
    assert.partialDeepStrictEqual(await send(posting(url)), { status: 200 });
    // The connection goes back when its answer has been read.
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(sockets.size, 1);
  isClosing = true;
  assert.partialDeepStrictEqual(await send(posting(url)), { status: 200 });
  assert.equal(sockets.size, 2);
});

test('nobody there, an end in the middle and a stop are faults in words', async (t) => {
  const send = requestSender();
  const closed = await receiver(t, ({ socket }) => socket.destroy());
  assert.match(JSON.stringify(await send(posting(closed))), /socket hang up/);
  const nobody = await send(posting('http://127.0.0.1:1/'));
  assert.match(JSON.stringify(nobody), /ECONNREFUSED/);
  const hanging = await receiver(t, () => ending.abort());
  const ending = new AbortController();
  assert.ok('fault' in (await send(posting(hanging, ending.signal))));
});

test('a certificate that nobody vouches for is refused', async (t) => {
  const { cert, key } = await makeCertificate(['localhost'], Date.now());
  const server = createTlsServer({ cert, key }, (_, response) => response.end());
  const port = await listening(t, server);
  const answered = await requestSender()(posting(`https://localhost:${port}/`));
  assert.match(JSON.stringify(answered), /self-signed certificate/);
});
