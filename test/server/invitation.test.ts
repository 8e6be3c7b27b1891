import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Invited, invitation } from '../../src/server/invitation.ts';

function invite(changes: Partial<Invited>): string {
  const invited = {
    address: '127.0.0.1:7000',
    webAddress: '127.0.0.1:7000',
    fingerprint: undefined,
    isLoopback: true,
    isInsecure: false,
    origins: [],
    ...changes,
  };
  return invitation(invited, 'elm').join('\n');
}

const open = { address: '0.0.0.0:7000', webAddress: '[::]:7001', isLoopback: false };

test('on this machine plain text is how one comes in', () => {
  assert.equal(
    invite({}),
    'Come in with: chat-client --name alice 127.0.0.1:7000, or open http://127.0.0.1:7000 in a browser',
  );
  assert.equal(
    invite({ webAddress: undefined }),
    'Come in with: chat-client --name alice 127.0.0.1:7000',
  );
});

test('where it listens on all addresses, people are told the machine’s name', () => {
  assert.equal(
    invite({ ...open, fingerprint: 'SHA256:abc' }),
    `Come in with: chat-client --name alice elm:7000, or open https://elm:7001 in a browser
The certificate's fingerprint is SHA256:abc`,
  );
});

test('what the client needs to be told is in the line: plain text it would not speak by itself', () => {
  assert.equal(
    invite({ ...open, isInsecure: true, webAddress: undefined }),
    'Come in with: chat-client --name alice --insecure elm:7000',
  );
});

test('behind a proxy, people come in by the proxy’s address', () => {
  assert.equal(
    invite({ ...open, origins: [new URL('https://chat.example.com')] }),
    'Come in with: chat-client --name alice https://chat.example.com/, or open that in a browser',
  );
});
