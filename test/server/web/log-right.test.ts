import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LogLines } from '../../../src/server/web/log-lines.ts';
import { Hall, type Person } from '../../support/hall.ts';
import { LinesHeard, WebRoute } from '../../support/web-route.ts';

interface Stage {
  readonly hall: Hall;
  readonly log: LogLines;
  readonly web: WebRoute;
}

async function stage(t: TestContext, hall = new Hall()): Promise<Stage> {
  const log = new LogLines(hall.chat, hall.followers);
  return { hall, log, web: await WebRoute.open(t, log) };
}

function bearing({ token }: Person): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}

/** Lets the log answer what it is asked, and commits what follows, until that has come. */
async function reading<Result>({ hall }: Stage, awaited: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = awaited.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await hall.log.answerReads();
    hall.commit();
    await turn();
  }
  return over;
}

/** All that an answer shows. */
async function shown(at: Stage, path: string, init: RequestInit = {}) {
  const response = await reading(at, at.web.get(path, init));
  const headers = [...response.headers].filter(([name]) => name !== 'date').sort();
  return { status: response.status, headers, text: await reading(at, response.text()) };
}

const room = '@alice+bob';
const path = `/log/${room}.txt`;

/** A guest bob talked with alice, who has an account, and went; another guest has the name now. */
async function passedOn(hall = new Hall()) {
  const alice = hall.enterAs('alice');
  const first = hall.enter('bob');
  first.say({ type: 'send', id: '1', to: 'alice', content: 'from the first' });
  alice.say({ type: 'send', room, content: 'to the first' });
  first.end();
  const second = hall.enter('bob');
  return { alice, first, second };
}

for (const settings of [{}, { maxRecentMessages: 1 }]) {
  const where = 'maxRecentMessages' in settings ? 'in the log alone' : 'in memory';

  describe(`/log of a direct room whose name has passed on, with what was said ${where}`, () => {
    it('does not exist for a later guest of the name, and is whole for who was in it', async (t) => {
      const at = await stage(t, new Hall(settings));
      const { alice, second } = await passedOn(at.hall);
      const nowhere = await shown(at, '/log/nowhere.txt');
      at.hall.commit();
      alice.say({ type: 'leave', room });
      for (const query of ['', '?since=0', '?limit=9&before=99'])
        assert.deepEqual(await shown(at, `${path}${query}`, bearing(second)), nowhere);
      const own = await shown(at, path, bearing(alice));
      assert.match(own.text, / 1 @alice\+bob <bob> from the first\t\{"id":"\w+-1"\}\n/);
      assert.match(own.text, / 2 @alice\+bob <alice> to the first\n$/);
      assert.doesNotMatch(own.text, /between/);
    });

    it('gives each one what is theirs, also of what follows', async (t) => {
      const at = await stage(t, new Hall(settings));
      const { alice, second } = await passedOn(at.hall);
      second.say({ type: 'send', to: 'alice', content: 'from the second' });
      const follow = (person: Person) =>
        reading(at, at.web.get(`${path}?since=0&follow`, bearing(person)));
      const his = new LinesHeard(await follow(second));
      const hers = new LinesHeard(await follow(alice));
      const heard = (mine: number, others: number) =>
        reading(
          at,
          Promise.all([
            his.until(() => his.lines.length === mine),
            hers.until(() => hers.lines.length === others),
          ]),
        );
      await heard(1, 3);
      alice.say({ type: 'send', room, kind: 'edit', content: 'secret', target: 2 });
      await heard(1, 4);
      second.say({ type: 'send', id: 'e', room, content: 'the end' });
      await heard(2, 5);
      assert.doesNotMatch(his.lines.join('\n'), /secret|first|between/);
      assert.doesNotMatch(hers.lines.join('\n'), /between/);
      at.log.close();
    });
  });
}

function closeRoom(hall: Hall, owner: Person, name: string): void {
  owner.say({ type: 'room', room: name, visibility: 'private' });
  assert.equal(hall.rooms.find(name)?.visibility, 'private');
}

describe('/log of a private room', () => {
  it('is shown to its own by a token, and for all others it is a room that does not exist', async (t) => {
    const at = await stage(t);
    const { hall } = at;
    const ann = hall.enterAs('ann', 'member', 'plan');
    const [eve, mod] = [hall.enter('eve'), hall.enterAs('mod', 'owner')];
    ann.say({ type: 'send', room: 'plan', content: 'secret' });
    closeRoom(hall, ann, 'plan');
    const nowhere = await shown(at, '/log/nowhere.txt');
    for (const query of ['', '?since=0', '?follow'])
      for (const init of [{}, bearing(eve), bearing(mod)])
        assert.deepEqual(await shown(at, `/log/plan.txt${query}`, init), nowhere);
    assert.match((await shown(at, '/log/plan.txt', bearing(ann))).text, /<ann> secret\n$/);
  });

  it('ends for who follows it when it is closed to them, and not a line later', async (t) => {
    const at = await stage(t);
    const { hall } = at;
    const ann = hall.enterAs('ann', 'member', 'plan');
    const ben = hall.enter('ben', 'plan');
    ann.say({ type: 'send', room: 'plan', content: 'for all' });
    const open = new LinesHeard(await at.web.get('/log/plan.txt?follow'));
    const his = new LinesHeard(await at.web.get('/log/plan.txt?follow', bearing(ben)));
    for (const heard of [open, his]) await heard.until(() => heard.lines.length === 1);
    closeRoom(hall, ann, 'plan');
    ann.say({ type: 'send', room: 'plan', content: 'for us' });
    await open.ends();
    await his.until(() => his.lines.length === 2);
    ann.say({ type: 'room', room: 'plan', uninvite: 'ben' });
    ann.say({ type: 'send', room: 'plan', content: 'for me' });
    await his.ends();
    assert.equal(open.lines.length, 1);
    assert.equal(his.lines.length, 2);
    assert.equal(hall.followers.count, 0);
  });
});

for (const auth of ['members', 'invite'] as const) {
  describe(`/log with --auth ${auth}`, () => {
    async function members(t: TestContext) {
      const at = await stage(t, new Hall({ auth }));
      const ann = at.hall.enterAs('ann', 'member', 'general');
      ann.say({ type: 'send', room: 'general', content: 'among us' });
      return { at, ann };
    }

    it('is 401 to guests and strangers, of whatever room, and says what to do', async (t) => {
      const { at } = await members(t);
      const guest = at.hall.enter('guest');
      const answers = [];
      for (const name of ['general', 'nowhere', '@ann+guest'])
        for (const init of [{}, bearing(guest), { headers: { authorization: 'Bearer 2.x.y' } }])
          answers.push(await shown(at, `/log/${name}.txt?follow`, init));
      for (const each of answers) assert.deepEqual(each, answers[0]);
      assert.equal(answers[0]?.status, 401);
      assert.match(answers[0]?.text ?? '', /Authorization: Bearer TOKEN/);
      assert.ok(answers[0]?.headers.some(([name]) => name === 'www-authenticate'));
    });

    it('is given to who bears the token of an account’s session, as long as that is connected', async (t) => {
      const { at, ann } = await members(t);
      const init = bearing(ann);
      assert.match((await shown(at, '/log/general.txt', init)).text, /<ann> among us\n$/);
      assert.equal((await shown(at, '/log/nowhere.txt', init)).status, 404);
      const heard = new LinesHeard(await at.web.get('/log/general.txt?follow', init));
      await heard.until(() => heard.lines.length === 1);
      ann.say({ type: 'logout' });
      at.log.check();
      await heard.ends();
      assert.equal((await shown(at, '/log/general.txt', init)).status, 401);
    });
  });
}

describe('a token over HTTP', () => {
  it('opens no session, and keeps none alive', async (t) => {
    const at = await stage(t);
    const alice = at.hall.enterAs('alice');
    const owner = alice.session?.owner ?? '';
    at.hall.enter('bob').say({ type: 'send', to: 'alice', content: 'hello' });
    const before = at.hall.accounts.sessionsOf(owner);
    at.hall.nowMs += 3_600_000;
    assert.equal((await shown(at, path, bearing(alice))).status, 200);
    assert.deepEqual(at.hall.accounts.sessionsOf(owner), before);
    alice.vanish();
    assert.equal((await shown(at, path, bearing(alice))).status, 404);
    assert.equal(at.hall.hub.sessionsOf(owner).size, 0);
  });

  it('of another secret, of another session or torn is none', async (t) => {
    const at = await stage(t);
    const alice = at.hall.enterAs('alice');
    const other = at.hall.enterAs('carol');
    at.hall.enter('bob').say({ type: 'send', to: 'alice', content: 'hello' });
    const [, account, session, secret = ''] = (alice.token ?? '').split('.');
    const foreign = (other.token ?? '').split('.').at(-1);
    for (const token of [
      `2.${account}.${session}.${foreign}`,
      `2.${account}.${session}.${secret.slice(1)}`,
      `2.${account}.${session}.`,
      `${account}.${session}`,
      secret,
    ])
      assert.equal(
        (await shown(at, path, { headers: { authorization: `Bearer ${token}` } })).status,
        404,
      );
  });
});
