import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { BareSocket } from '../../support/bare-socket.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

const run = promisify(execFile);

describe('a running server', () => {
  let server: ChatServer;
  before(async () => {
    server = await ChatServer.start();
  });
  after(() => server.stop());

  it('answers nc with welcome, joined, ack and the message, in that order, and ends', async () => {
    const lines = `'{"type":"hello","name":"ci"}' '{"type":"join","room":"ops"}' '{"type":"send","room":"ops","content":"hi"}'`;
    for (let time = 0; time < 2; time++) {
      const { stdout } = await run('sh', [
        '-c',
        `printf '%s\\n' ${lines} | nc -N 127.0.0.1 ${server.port} | jq -r .type`,
      ]);
      assert.equal(stdout, 'welcome\njoined\nack\nmessage\n');
    }
  });

  it('answers HTTP in HTTP, and hears nothing that a web page posts', async () => {
    const lines = '{"type":"hello"}\n{"type":"join","room":"ops"}\n';
    const head = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${lines.length}\r\n\r\n`;
    const heard = await BareSocket.ask(server.port, head + lines);
    assert.match(heard, /^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD\r\n/s);
    assert.doesNotMatch(heard, /welcome|hello/);
  });

  it('answers nothing to what is neither a line, nor HTTP, nor TLS', async () => {
    for (const said of ['hello\n', 'SSH-2.0-x\r\n', '\0', 'PRI * HTTP/2.0\r\n', '[1]\n'])
      assert.equal(await BareSocket.ask(server.port, said), '');
  });

  it('answers a handshake that it has no certificate for with an alert, and no more', async () => {
    const handshakeFailure = '\x15\x03\x03\x00\x02\x02\x28';
    assert.equal(await BareSocket.ask(server.port, '\x16\x03\x01'), handshakeFailure);
  });

  it('writes what is said into its log, one readable line each', async () => {
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', id: '1', room: 'general', content: 'tab\there \\ and\nline' });
    ann.say({ type: 'send', room: 'general', kind: 'action', content: 'waves' });
    await ann.hears('message', ({ kind }) => kind === 'action');
    const log = await server.log();
    assert.match(log, /^# partyline log 1: /);
    assert.match(log, / #general <ann> tab\\there \\\\ and\\nline\t\{"id":"[a-z0-9]+-1"\}\n/);
    assert.match(log, / #general \* ann waves\n/);
    ann.socket.destroy();
  });

  it('survives 20 MB of nonsense on one connection, and nobody else notices', async () => {
    const hostile = await RawPeer.enter(server.port, 'mallory', 'elsewhere');
    const witness = await RawPeer.enter(server.port, 'witness');
    const before = await residentMiB(server.pid);
    const megabyte = Buffer.alloc(1024 * 1024);
    for (let part = 0; part < 20; part++) {
      fillWithNonsense(megabyte, part);
      hostile.socket.write(Buffer.from(megabyte));
      witness.say({ type: 'send', id: `w${part}`, room: 'general', content: `still here ${part}` });
      await witness.hears('ack', ({ id }) => id === `w${part}`);
    }
    await hostile.ends();
    assert.equal(hostile.heard.at(-1)?.code, 'rate-limited');
    const codes = new Set(
      hostile.heard.filter(({ type }) => type === 'error').map(({ code }) => code),
    );
    for (const code of codes) {
      assert.ok(
        ['bad-json', 'line-too-long', 'bad-request', 'rate-limited'].includes(String(code)),
      );
    }
    assert.ok((await residentMiB(server.pid)) - before < 100);
    hostile.socket.destroy();
    witness.socket.destroy();
  });
});

function fillWithNonsense(bytes: Buffer, kind: number): void {
  const samples = [
    () => Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919 + 13) % 256)),
    () => Buffer.from('{"type":"send","room":\n'),
    () => Buffer.from('x'),
    () => Buffer.from(`${'['.repeat(60_000)}\n`),
    () =>
      Buffer.from('{"type":"send","__proto__":{"room":"general"},"constructor":{"prototype":1}}\n'),
    () => Buffer.from([0xc3, 0x28, 0x0a, 0xed, 0xa0, 0x80, 0x0a]),
  ];
  bytes.fill((samples[kind % samples.length] as () => Buffer)());
}

async function residentMiB(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}
