// A log shipper: writes what a room says to a file, a JSON object a line, each message once, across restarts.
import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { connect } from 'partyline';

const [room = 'general', path = 'room.jsonl'] = process.argv.slice(2);

// The file itself says how far it is: so nothing can come between the line and the place. What a crash left
// of a last line goes, and is written again.
const since = placeIn(path);
const file = openSync(path, 'a');
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stop.abort());

try {
  await using chat = await connect({ wait: true, signal: stop.signal });
  console.error(`from ${since} on`);
  for await (const message of chat.messages(room, { since })) {
    writeSync(file, `${JSON.stringify(message)}\n`);
  }
} catch (error) {
  if (error.code !== 'aborted') throw error;
} finally {
  fsyncSync(file);
  closeSync(file);
}

/** The seq of the last whole line; 0: none. */
function placeIn(path) {
  try {
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf('\n') + 1;
    truncateSync(path, end);
    const last = bytes.subarray(0, end).toString().trimEnd().split('\n').at(-1);
    return last ? JSON.parse(last).seq : 0;
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}
