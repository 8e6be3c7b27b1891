// The web's reading side on a real server: the lines of a room, and how the server fares.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ChatServer } from '../../support/chat-server.ts';
import { writeLargeLog } from '../../support/large-log.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { LinesHeard } from '../../support/web-route.ts';

let server: ChatServer;
const count = 60_000;

before(async () => {
  // More than memory holds, so that its beginning is read from the file.
  server = await ChatServer.startOver((path) => writeLargeLog(path, count), '--rate', '0');
});
after(() => server.stop());

async function textOf(path: string): Promise<string> {
  const response = await fetch(`http://${server.address}${path}`);
  assert.equal(response.status, 200);
  return response.text();
}

/** The lines of a room as they stand in the file. */
function fileLines(room: string): string[] {
  const lines = readFileSync(server.logPath, 'utf8').split('\n');
  return lines.filter((line) => line.split(' ')[2] === `#${room}`);
}

async function figure(name: string): Promise<number> {
  const text = await textOf('/metrics');
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ')[1]);
}

describe('GET /log/ROOM.txt of a real server', () => {
  it('is, line by line, what the file holds of the room', async () => {
    const text = await textOf('/log/room-2.txt?since=0');
    assert.deepEqual(text.split('\n').slice(0, -1), fileLines('room-2'));
  });

  it('follows what four people say at once, from the file’s beginning, like tail -f', async () => {
    const people = await Promise.all(
      ['ann', 'ben', 'cat', 'dan'].map((name) => RawPeer.enter(server.port, name, 'room-1')),
    );
    const followers: LinesHeard[] = [];
    for (let round = 0; round < 40; round++) {
      for (const [at, person] of people.entries())
        person.say({ type: 'send', id: `${at}-${round}`, room: 'room-1', content: `${round}` });
      if (round % 10 !== 5) continue;
      const since = round === 5 ? 0 : count - 100 * round;
      const response = await fetch(`http://${server.address}/log/room-1.txt?follow&since=${since}`);
      followers.push(new LinesHeard(response));
    }
    const last = await people[3]?.hears('ack', ({ id }) => id === '3-39');
    await people[0]?.hears('ack', ({ id }) => id === '0-39');
    const seqOf = (line: string | undefined) => Number(line?.split(' ')[1]);
    for (const heard of followers) {
      await heard.until(() => seqOf(heard.lines.at(-1)) >= Number(last?.seq));
      const all = fileLines('room-1');
      const lines = heard.lines.slice(0, all.length);
      assert.deepEqual(
        lines,
        all.slice(all.indexOf(lines[0] as string), all.indexOf(lines.at(-1) as string) + 1),
      );
    }
    for (const { socket } of people) socket.destroy();
  });
});

describe('GET /metrics of a real server', () => {
  it('counts what was said, to how many, and who was refused', async () => {
    const before = {
      messages: await figure('partyline_messages_total'),
      deliveries: await figure('partyline_deliveries_total'),
    };
    const ann = await RawPeer.enter(server.port, 'anna', 'counted');
    const ben = await RawPeer.enter(server.port, 'benn', 'counted');
    for (let said = 0; said < 10; said++)
      ann.say({ type: 'send', id: `${said}`, room: 'counted', content: `${said}` });
    ann.say({ type: 'send', id: 'no', room: 'elsewhere', content: 'not there' });
    await ann.hears('error');
    await ben.until('all', () => ben.heard.filter(({ type }) => type === 'message').length === 10);
    assert.equal(await figure('partyline_messages_total'), before.messages + 10);
    assert.equal(await figure('partyline_deliveries_total'), before.deliveries + 20);
    assert.equal(await figure('partyline_commit_seconds_count'), before.messages + 10);
    assert.equal(await figure('partyline_refusals_total{code="not-in-room"}'), 1);
    assert.equal(await figure('partyline_sessions{transport="line",tls="false"}'), 2);
    assert.equal(await figure('partyline_rooms'), 1);
    assert.ok((await figure('partyline_index_lag_bytes')) >= 0);
    const closed = 'partyline_connections_ended_total{outcome="closed"}';
    const ended = await figure(closed);
    ann.socket.end();
    await ann.ends();
    assert.equal(await figure(closed), ended + 1);
    ben.socket.destroy();
  });

  it('wants the token of the file from everyone, where there is one', async (t) => {
    const token = 'a-token-of-some-length';
    const path = join(server.folder, 'metrics.token');
    writeFileSync(path, `${token}\n`);
    const guarded = await ChatServer.start('--metrics-token-file', path);
    t.after(() => guarded.stop());
    const ask = (headers: Record<string, string>) =>
      fetch(`http://${guarded.address}/metrics`, { headers }).then(({ status }) => status);
    assert.equal(await ask({}), 401);
    assert.equal(await ask({ Authorization: 'Bearer wrong-but-of-that-length' }), 401);
    assert.equal(await ask({ Authorization: `Bearer ${token}` }), 200);
  });

  it('is not for who comes from elsewhere, through a proxy that is not believed', async () => {
    const response = await fetch(`http://${server.address}/metrics`, {
      headers: { 'X-Forwarded-For': '127.0.0.1' },
    });
    assert.equal(response.status, 403);
  });
});
