import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LogLines } from '../../../src/server/web/log-lines.ts';
import type { LogLine } from '../../../src/web/log/line-reader.ts';
import { LogStream, type StreamState } from '../../../src/web/log/log-stream.ts';
import { linesOf } from '../../../src/web/log/place.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { Hall } from '../../support/hall.ts';
import { WebRoute } from '../../support/web-route.ts';

/** A page that follows a room of a server, and what it was told. */
class Page {
  readonly clock = new FakeClock();
  readonly lines: LogLine[] = [];
  readonly states: StreamState[] = [];
  readonly stream: LogStream;
  tokens: readonly string[] = [];
  /** The server is out of reach. */
  isCut = false;

  constructor(t: TestContext, web: WebRoute, room = 'general') {
    this.stream = new LogStream({
      fetch: (...asked) => (this.isCut ? Promise.reject(new Error('cut')) : fetch(...asked)),
      clock: this.clock,
      random: () => 0.5,
      address: linesOf(room, `http://127.0.0.1:${web.port}/log/`),
      tokens: () => Promise.resolve(this.tokens),
      onLines: (lines) => this.lines.push(...lines),
      onState: (state) => this.states.push(state),
    });
    t.after(() => this.stream.stop());
    this.stream.start();
  }

  get seqs(): number[] {
    return this.lines.map(({ seq }) => seq);
  }

  get state(): StreamState | undefined {
    return this.states.at(-1);
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await turn();
  }

  /** Lets the time of the next try come. */
  async tryAgain(): Promise<void> {
    await this.until(() => this.state?.at === 'waiting');
    this.clock.advance(30_000);
  }
}

async function stage(t: TestContext) {
  const hall = new Hall();
  const log = new LogLines(hall.chat, hall.followers);
  const web = await WebRoute.open(t, log);
  const ann = hall.enter('ann', 'general');
  const say = (count: number) => {
    for (let said = 0; said < count; said++) {
      hall.nowMs += 1_000;
      ann.say({ type: 'send', room: 'general', content: `${said}` });
    }
  };
  return { hall, log, web, ann, say };
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

describe('the page of a log', () => {
  it('shows what was said, then what is said', async (t) => {
    const { web, say } = await stage(t);
    say(3);
    const page = new Page(t, web);
    await page.until(() => page.lines.length === 3);
    say(2);
    await page.until(() => page.lines.length === 5);
    assert.deepEqual(page.seqs, span(1, 5));
    assert.deepEqual(
      page.states.map(({ at }) => at),
      ['reading', 'following'],
    );
  });

  it('comes back after every loss with nothing missing and nothing twice', async (t) => {
    const { log, web, say } = await stage(t);
    say(2);
    const page = new Page(t, web);
    await page.until(() => page.lines.length === 2);
    for (let loss = 0; loss < 5; loss++) {
      log.close();
      say(3);
      await page.tryAgain();
      await page.until(() => page.lines.length === 5 * (loss + 1));
      say(2);
      if (loss < 4) await page.until(() => page.lines.length === 5 * (loss + 1) + 2);
    }
    await page.until(() => page.lines.length === 27);
    assert.deepEqual(page.seqs, span(1, 27));
  });

  it('says why there is nothing, and asks again, less and less often', async (t) => {
    const { web, say } = await stage(t);
    say(1);
    const page = new Page(t, web, 'nowhere');
    await page.until(() => page.state?.at === 'waiting');
    assert.ok(page.state?.at === 'waiting');
    assert.match(page.state.why, /^There is no such room/);
    const first = page.state.untilMs - page.clock.now();
    page.isCut = true;
    await page.tryAgain();
    await page.until(() => page.states.filter(({ at }) => at === 'waiting').length === 2);
    assert.ok(page.state?.at === 'waiting');
    assert.equal(page.state.why, 'The server is out of reach.');
    assert.ok(page.state.untilMs - page.clock.now() > first);
  });

  it('reads what is older step by step, to the beginning', async (t) => {
    const { web, say } = await stage(t);
    say(1_200);
    const page = new Page(t, web);
    await page.until(() => page.lines.length === 500);
    const older: LogLine[] = [];
    for (let step = 0; step < 4; step++) older.unshift(...(await page.stream.older()));
    assert.deepEqual(
      [...older, ...page.lines].map(({ seq }) => seq),
      span(1, 1_200),
    );
    assert.equal(page.stream.hasBegin, true);
  });

  it('opens a direct room with the token that fits, of those that it has', async (t) => {
    const { hall, web, ann } = await stage(t);
    const ben = hall.enter('ben', 'general');
    ann.say({ type: 'send', to: 'ben', content: 'hello' });
    const page = new Page(t, web, '@ann+ben');
    const sign = (session: string) => hall.chat.tokens.sign(session, 'ben', 0);
    page.tokens = [sign('gone'), sign(ben.session?.id ?? '')];
    await page.tryAgain();
    await page.until(() => page.lines.length === 1);
    assert.match(page.lines[0]?.text ?? '', /@ann\+ben <ann> hello/);
  });

  it('ends when it is left', async (t) => {
    const { log, web, say } = await stage(t);
    say(1);
    const page = new Page(t, web);
    await page.until(() => page.lines.length === 1);
    page.stream.stop();
    await page.until(() => page.state?.at === 'ended' && log.count === 0);
    say(1);
    assert.equal(page.lines.length, 1);
  });
});
