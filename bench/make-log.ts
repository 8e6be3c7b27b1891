// A log of any size, made by a script: the same bytes each time, so that figures can be compared.
//
//   node bench/make-log.ts FILE [MESSAGES]     (1,000,000 unless told)

import { closeSync, openSync, writeSync } from 'node:fs';
import { formatEntry, logHeader } from '../src/protocol/log-line.ts';
import type { Entry } from '../src/protocol/messages.ts';

const [path, count = '1000000'] = process.argv.slice(2);
if (path === undefined) {
  console.error('Usage: node bench/make-log.ts FILE [MESSAGES]');
  process.exit(2);
}

const rooms = 300;
const people = 5_000;
const vocabulary = 30_000;
/** Messages of one session, one after the other in time but mixed with those of a thousand others. */
const sessionMessages = 200;
/** Where these words stand: the rare one in so many messages of a million. */
const rareEvery = 200_000;
const secondsBetween = 3;

let seed = 1;
/** xorshift32: 0 to 1. */
function random(): number {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 4_294_967_296;
}

/** 0 to `n` - 1, the small ones far more often: as words and rooms are used. */
function zipf(n: number): number {
  return Math.floor(n ** random()) - 1;
}

const syllables = ['ka', 'lo', 'mi', 'ten', 'sur', 'de', 'vo', 'ra', 'pin', 'gu', 'shi', 'el'];
const words = Array.from({ length: vocabulary }, (_, number) => {
  let word = '';
  for (let left = number + 12; left > 0; left = Math.floor(left / 12)) word += syllables[left % 12];
  return word;
});
words.splice(0, 8, 'the', 'deploy', 'is', 'to', 'server', 'and', 'message', 'a');

interface Speaker {
  readonly name: string;
  readonly session: string;
  said: number;
}
const speakers: Speaker[] = [];
let sessions = 0;

function speaker(): Speaker {
  const place = Math.floor(random() * 1_000);
  const known = speakers[place];
  if (known !== undefined && known.said < sessionMessages) return known;
  const made = {
    name: `user${zipf(people)}`,
    session: `s${(sessions++).toString(36).padStart(7, '0')}`,
    said: 0,
  };
  speakers[place] = made;
  return made;
}

function text(seq: number): string {
  const length = 3 + Math.floor(random() * 12);
  const said = Array.from({ length }, () => words[zipf(vocabulary)]);
  if (seq % rareEvery === 0) said.push('xylophone');
  return said.join(' ');
}

function entry(seq: number): Entry {
  const who = speaker();
  const room = random() < 0.02 ? `@${who.name}+zoe` : `room${zipf(rooms)}`;
  const kind = random() < 0.002 ? 'topic' : 'text';
  const ms = Date.UTC(2025, 0, 1) + seq * secondsBetween * 1_000;
  const id = `${who.session}-${(who.said++).toString(36)}`;
  return {
    room: room === 'room0' ? 'general' : room,
    seq,
    kind,
    sender: who.name,
    content: text(seq),
    timestamp: new Date(ms).toISOString(),
    id,
  };
}

const fd = openSync(path, 'w', 0o600);
let block = `${logHeader}\n`;
for (let seq = 1; seq <= Number(count); seq++) {
  block += `${formatEntry(entry(seq))}\n`;
  if (block.length < 1_048_576) continue;
  writeSync(fd, block);
  block = '';
}
writeSync(fd, block);
closeSync(fd);
