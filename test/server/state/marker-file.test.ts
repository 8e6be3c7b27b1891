import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ReadMarkers } from '../../../src/server/core/read-markers.ts';
import {
  type MarkerFile,
  type MarkerFileNote,
  openMarkerFile,
} from '../../../src/server/state/marker-file.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const day = 24 * 60 * 60 * 1000;
const bounds = { maxReadOwners: 100, maxReadRooms: 100, maxReadMarkers: 1000 };

interface Opened {
  readonly path: string;
  readonly markers: ReadMarkers;
  readonly file: MarkerFile;
  readonly notes: MarkerFileNote[];
}

function temporaryPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'here', 'log.read');
}

async function openAt(path: string, limits = bounds): Promise<Opened> {
  mkdirSync(join(path, '..'), { recursive: true });
  const markers = new ReadMarkers(limits);
  const notes: MarkerFileNote[] = [];
  const note = (said: MarkerFileNote) => notes.push(said);
  const file = await openMarkerFile({ path, markers, sinceMs: noon - 30 * day, note });
  return { path, markers, file, notes };
}

function places({ markers }: Opened): string[] {
  return [...markers.all()].map(({ owner, room, seq }) => `${owner} ${room} ${seq}`);
}

function linesOf({ path }: Opened): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

describe('the file of read markers', () => {
  it('gives back what was saved, to its owner alone', async (t) => {
    const before = await openAt(temporaryPath(t));
    before.markers.advance('ann', 'general', 7, 9, noon);
    before.markers.advance('ben', '@ann+ben', 8, 9, noon);
    await before.file.save();
    assert.equal(statSync(before.path).mode & 0o777, 0o600);
    assert.deepEqual(places(await openAt(before.path)), ['ann general 7', 'ben @ann+ben 8']);
  });

  it('gets a line for each marker that moved, however often it did', async (t) => {
    const opened = await openAt(temporaryPath(t));
    for (let seq = 1; seq <= 50; seq++) opened.markers.advance('ann', 'general', seq, 99, noon);
    await opened.file.save();
    await opened.file.save();
    assert.deepEqual(linesOf(opened), [
      '{"owner":"ann","room":"general","seq":50,"at":"2026-11-20T12:00:00.000Z"}',
    ]);
    opened.markers.advance('ann', 'general', 51, 99, noon + 1);
    await opened.file.save();
    assert.equal(linesOf(opened).length, 2);
    assert.deepEqual(places(await openAt(opened.path)), ['ann general 51']);
  });

  it('has all that moved when it is closed, even while a save is under way', async (t) => {
    const opened = await openAt(temporaryPath(t));
    opened.markers.advance('ann', 'general', 1, 9, noon);
    void opened.file.save();
    opened.markers.advance('ann', 'general', 2, 9, noon);
    await opened.file.close();
    assert.deepEqual(places(await openAt(opened.path)), ['ann general 2']);
  });

  it('forgets a marker beyond a log that was lost as the server did', async (t) => {
    const opened = await openAt(temporaryPath(t));
    opened.markers.advance('ann', 'general', 500, 500, noon);
    await opened.file.save();
    opened.markers.find('ann', 'general', 3, noon);
    await opened.file.save();
    assert.deepEqual(places(await openAt(opened.path)), ['ann general 3']);
  });

  it('may hold lines that are none: they are skipped', async (t) => {
    const opened = await openAt(temporaryPath(t));
    opened.markers.advance('ann', 'general', 1, 9, noon);
    await opened.file.save();
    const at = '"at":"2026-11-20T12:00:00.000Z"';
    const bad = [
      'nonsense',
      'null',
      '[]',
      '{"owner":"ann","room":"general","seq":5}',
      `{"owner":"ann","room":"general","seq":"5",${at}}`,
      `{"owner":"ann","room":"general","seq":-5,${at}}`,
      `{"owner":"ann","room":7,"seq":5,${at}}`,
      '{"owner":"ann","room":"general","seq":5,"at":"noon"}',
      `{"owner":"${'x'.repeat(5000)}","room":"general","seq":5,${at}}`,
    ];
    appendFileSync(opened.path, `${bad.join('\n')}\n`);
    appendFileSync(opened.path, Buffer.from([0xff, 0xfe, 0x0a]));
    opened.markers.advance('ben', 'general', 2, 9, noon);
    await opened.file.save();
    assert.deepEqual(places(await openAt(opened.path)), ['ann general 1', 'ben general 2']);
  });

  it('may end in half a line, which takes no other with it', async (t) => {
    const before = await openAt(temporaryPath(t));
    before.markers.advance('ann', 'general', 1, 9, noon);
    await before.file.save();
    appendFileSync(before.path, '{"owner":"ben","room":"gen');
    const after = await openAt(before.path);
    assert.deepEqual(places(after), ['ann general 1']);
    after.markers.advance('cy', 'general', 3, 9, noon);
    await after.file.save();
    assert.deepEqual(places(await openAt(before.path)), ['ann general 1', 'cy general 3']);
  });

  it('forgets who was not here for 30 days, and holds no more than memory may', async (t) => {
    const path = temporaryPath(t);
    const before = await openAt(path);
    before.markers.advance('old', 'general', 1, 9, noon - 31 * day);
    for (const owner of ['ann', 'ben', 'cy']) {
      before.markers.advance(owner, 'general', 1, 9, noon - 29 * day);
    }
    await before.file.save();
    assert.deepEqual(places(await openAt(path)).length, 3);
    const small = await openAt(path, { ...bounds, maxReadOwners: 2 });
    assert.deepEqual(places(small), ['ben general 1', 'cy general 1']);
  });

  it('is written anew when most of it is old, with nothing lost', async (t) => {
    const opened = await openAt(temporaryPath(t));
    opened.markers.advance('ben', 'general', 5, 5, noon);
    let longest = 0;
    for (let seq = 1; seq <= 2500; seq++) {
      opened.markers.advance('ann', 'general', seq, 9999, noon + seq);
      await opened.file.save();
      longest = Math.max(longest, linesOf(opened).length);
    }
    assert.equal(longest, 1000);
    assert.ok(linesOf(opened).length < 1000);
    assert.equal(statSync(opened.path).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(join(opened.path, '..')), ['log.read']);
    assert.deepEqual(places(await openAt(opened.path)).sort(), [
      'ann general 2500',
      'ben general 5',
    ]);
  });

  it('grows on for a while where it can’t be written anew, and says so', async (t) => {
    const opened = await openAt(temporaryPath(t));
    mkdirSync(`${opened.path}.new`);
    for (let seq = 1; seq <= 1500; seq++) {
      opened.markers.advance('ann', 'general', seq, 9999, noon);
      await opened.file.save();
    }
    assert.equal(linesOf(opened).length, 1499);
    assert.deepEqual(
      opened.notes.map(({ event }) => event),
      ['read-markers-failed', 'read-markers-recovered'],
    );
    assert.deepEqual(places(await openAt(opened.path)), ['ann general 1500']);
  });

  it('that can’t be written is reported once, and gets everything when it can be again', async (t) => {
    const opened = await openAt(temporaryPath(t));
    const folder = join(opened.path, '..');
    rmSync(folder, { recursive: true });
    for (const owner of ['ann', 'ben', 'cy']) {
      opened.markers.advance(owner, 'general', 1, 9, noon);
      await opened.file.save();
    }
    assert.deepEqual(
      opened.notes.map((note) => 'code' in note && note.code),
      ['ENOENT'],
    );
    mkdirSync(folder);
    await opened.file.save();
    assert.equal(opened.notes.at(-1)?.event, 'read-markers-recovered');
    assert.equal(places(await openAt(opened.path)).length, 3);
  });

  it('that can’t be read keeps nobody from coming in', async (t) => {
    const path = temporaryPath(t);
    mkdirSync(path, { recursive: true });
    const opened = await openAt(path);
    opened.markers.advance('ann', 'general', 1, 9, noon);
    await opened.file.close();
    assert.deepEqual(
      opened.notes.map((note) => 'code' in note && note.code),
      ['EISDIR'],
    );
    assert.deepEqual(places(opened), ['ann general 1']);
  });
});
