import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { errors } from '../../../src/protocol/index.ts';
import { Durations } from '../../../src/server/core/durations.ts';
import { Tally } from '../../../src/server/core/tally.ts';
import { figures, type Measured } from '../../../src/server/web/figures.ts';
import { LoopDelay } from '../../../src/server/web/loop-delay.ts';
import { Metrics } from '../../../src/server/web/metrics.ts';
import { readTokenFile } from '../../../src/server/web/token-file.ts';
import { WebRoute } from '../../support/web-route.ts';

function measured(parts: Partial<Measured> = {}): Measured {
  return {
    tally: new Tally(),
    version: '1.2.3',
    sessions: () => [],
    connections: () => 0,
    rooms: () => 0,
    outboxBytes: () => 0,
    indexLagBytes: () => Promise.resolve(0),
    logReaders: () => 0,
    slowLogReaders: () => 0,
    hooks: () => ({ working: 0, failing: 0, dead: 0 }),
    eventLoopDelay: () => new Map(),
    endings: ['closed', 'slow-consumer'],
    codes: Object.keys(errors),
    ...parts,
  };
}

const token = 'a-token-of-some-length';

async function open(t: TestContext, of = measured(), secret?: string): Promise<WebRoute> {
  return WebRoute.open(t, new Metrics(of, secret));
}

async function scrape(web: WebRoute): Promise<Map<string, number>> {
  const response = await web.get('/metrics');
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return samplesOf(await response.text());
}

/** Each sample as it stands there, and its value. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
}

describe('GET /metrics', () => {
  it('is for this machine alone, where there is no token', async (t) => {
    const web = await open(t);
    assert.equal((await web.get('/metrics')).status, 200);
    web.from = { isLoopback: false };
    const refused = await web.get('/metrics');
    assert.equal(refused.status, 403);
    assert.match(
      await refused.text(),
      /^The metrics are for this machine alone: .*--metrics-token/,
    );
  });

  it('is for who bears the token, where there is one, and for nobody else on this machine', async (t) => {
    const web = await open(t, measured(), token);
    const statusWith = async (authorization?: string, path = '/metrics') =>
      (await web.get(path, authorization === undefined ? {} : { headers: { authorization } }))
        .status;
    for (const isLoopback of [true, false]) {
      web.from = { isLoopback };
      assert.equal(await statusWith(`Bearer ${token}`), 200);
      assert.equal(await statusWith(`bearer  ${token}`), 200);
      assert.equal(await statusWith(), 401);
      assert.equal(await statusWith('Bearer '), 401);
      assert.equal(await statusWith(`Bearer ${token}x`), 401);
      assert.equal(await statusWith(`Bearer ${token.slice(1)}`), 401);
      assert.equal(await statusWith(`Basic ${token}`), 401);
      assert.equal(await statusWith(undefined, `/metrics?token=${token}`), 401);
    }
    const refused = await web.get('/metrics');
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
    assert.match(await refused.text(), /send "Authorization: Bearer TOKEN"/);
  });

  it('gives every figure of the table and no other, with the labels that it names', async (t) => {
    const sessions = () => [{ transport: 'line', isSecure: false }];
    const eventLoopDelay = () => new Map([['p50', 0.001]]);
    const web = await open(t, measured({ sessions, eventLoopDelay }));
    const text = await (await web.get('/metrics')).text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, ...pair]) => pair.join(' '));
    assert.deepEqual(
      types,
      figures.map(({ name, type }) => `${name} ${type}`),
    );
    for (const { name, type, about, labels = [] } of figures) {
      assert.ok(text.includes(`# HELP ${name} ${about}\n`), name);
      const own = [...text.matchAll(new RegExp(`^${name}(_bucket)?(?:{([^}]*)})? `, 'gm'))];
      if (type !== 'histogram') assert.notEqual(own.length, 0, name);
      for (const [, bucket, pairs = ''] of own) {
        const named = [...pairs.matchAll(/(\w+)="/g)].map(([, label]) => label);
        assert.deepEqual(named, bucket ? ['le'] : [...labels], name);
      }
    }
  });

  it('tells sessions by transport, refusals by code and endings by outcome, from 0 on', async (t) => {
    const tally = new Tally();
    const sessions = () => [
      { transport: 'line', isSecure: false },
      { transport: 'line', isSecure: true },
      { transport: 'line', isSecure: true },
      { transport: 'websocket', isSecure: false },
    ];
    const web = await open(
      t,
      measured({ tally, sessions, rooms: () => 7, outboxBytes: () => 512 }),
    );
    tally.refused('rate-limited');
    tally.refused('rate-limited');
    tally.ended('slow-consumer');
    const found = await scrape(web);
    const wanted = {
      'partyline_sessions{transport="line",tls="false"}': 1,
      'partyline_sessions{transport="line",tls="true"}': 2,
      'partyline_sessions{transport="websocket",tls="false"}': 1,
      'partyline_sessions{transport="websocket",tls="true"}': 0,
      'partyline_refusals_total{code="rate-limited"}': 2,
      'partyline_refusals_total{code="banned"}': 0,
      'partyline_connections_ended_total{outcome="slow-consumer"}': 1,
      'partyline_connections_ended_total{outcome="closed"}': 0,
      partyline_slow_consumers_total: 1,
      partyline_rooms: 7,
      partyline_outbox_bytes: 512,
    };
    for (const [sample, value] of Object.entries(wanted))
      assert.equal(found.get(sample), value, sample);
    // What is read is not added to what was read before.
    assert.equal((await scrape(web)).get('partyline_refusals_total{code="rate-limited"}'), 2);
  });

  it('counts a group at once into its bucket, and every bucket above', async (t) => {
    const tally = new Tally();
    const web = await open(t, measured({ tally }));
    tally.committed(3, 0.2);
    tally.committed(64, 40);
    tally.committed(1, 6_000);
    tally.delivered(6_400, 1);
    tally.delivered(0, 9_000);
    const found = await scrape(web);
    const wanted = {
      partyline_messages_total: 68,
      partyline_deliveries_total: 6_400,
      partyline_commit_seconds_count: 68,
      'partyline_commit_seconds_bucket{le="0.0001"}': 0,
      'partyline_commit_seconds_bucket{le="0.00025"}': 3,
      'partyline_commit_seconds_bucket{le="0.025"}': 3,
      'partyline_commit_seconds_bucket{le="0.05"}': 67,
      'partyline_commit_seconds_bucket{le="5"}': 67,
      'partyline_commit_seconds_bucket{le="+Inf"}': 68,
      'partyline_delivery_seconds_bucket{le="0.0005"}': 0,
      'partyline_delivery_seconds_bucket{le="0.001"}': 6_400,
    };
    for (const [sample, value] of Object.entries(wanted))
      assert.equal(found.get(sample), value, sample);
    const sum = found.get('partyline_commit_seconds_sum') ?? 0;
    assert.ok(Math.abs(sum - (3 * 0.0002 + 64 * 0.04 + 6)) < 1e-9, `${sum}`);
  });

  it('leaves out what is not known, rather than say 0', async (t) => {
    let isThere = false;
    const indexLagBytes = () =>
      isThere ? Promise.resolve(5) : Promise.reject(new Error('the index is not there'));
    const web = await open(t, measured({ indexLagBytes }));
    const found = await scrape(web);
    assert.equal(found.has('partyline_index_lag_bytes'), false);
    assert.equal(
      [...found.keys()].some((sample) => sample.startsWith('partyline_event_loop')),
      false,
    );
    isThere = true;
    assert.equal((await scrape(web)).get('partyline_index_lag_bytes'), 5);
  });

  it('reads once for all who ask at the same time', async (t) => {
    let reads = 0;
    const lag = Promise.withResolvers<number>();
    const indexLagBytes = () => {
      reads++;
      return lag.promise;
    };
    const web = await open(t, measured({ indexLagBytes }));
    const asked = [scrape(web), scrape(web), scrape(web)];
    while (web.asks < 3 || reads === 0) await turn();
    lag.resolve(1);
    await Promise.all(asked);
    assert.equal(reads, 1);
  });
});

describe('durations', () => {
  it('are counted in the first bucket whose bound they do not exceed', () => {
    for (const [at, bound] of new Durations().bounds.entries()) {
      const durations = new Durations();
      durations.add(2, bound);
      durations.add(5, bound * 1.0001);
      assert.deepEqual([durations.counts[at], durations.counts[at + 1]], [2, 5]);
      assert.equal(durations.count, 7);
    }
  });
});

describe('the event loop’s delay', () => {
  it('is how long the main thread stood still, and says nothing before it was watched', async (t) => {
    const delay = new LoopDelay();
    t.after(() => delay.close());
    assert.equal(delay.read().size, 0);
    // The watch is a timer: it has to come before that and after it.
    await sleep(30);
    for (const until = performance.now() + 100; performance.now() < until; );
    await sleep(30);
    const seen = delay.read();
    assert.deepEqual([...seen.keys()], ['p50', 'p99', 'max']);
    assert.ok((seen.get('max') ?? 0) > 0.08, `${seen.get('max')}`);
  });
});

describe('the file of the token', () => {
  it('holds one of some length; what is wrong with it is said in a sentence', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'token');
    const read = (text: string) => {
      writeFileSync(path, text);
      const found = readTokenFile(path);
      return 'token' in found ? found.token : found.problem;
    };
    assert.equal(read(`  ${token}\n`), token);
    assert.match(read('short\n'), /must have 16 to 4096 characters/);
    assert.match(read('\n'), /holds no token/);
    assert.match(read('two tokens of some length'), /holds no token/);
    rmSync(path);
    assert.match(JSON.stringify(readTokenFile(path)), /cannot be read: ENOENT/);
  });
});
