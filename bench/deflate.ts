// What permessage-deflate would save and cost: bytes, CPU and memory, for talk and for pages of history.
import { readFileSync } from 'node:fs';
import { constants, createDeflateRaw, type DeflateRaw, deflateRawSync } from 'node:zlib';

const messages = 2000;
const connections = 500;

/** Talk of people: sentences of the documents, said by a few, with what the server adds to each. */
function talk(): Buffer[] {
  const text = ['README.md', 'docs/architecture.md', 'docs/client.md', 'docs/keys.md']
    .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
    .join(' ');
  const sentences = text.replace(/\s+/g, ' ').match(/[^.:;|]{15,160}[.:;|]/g) ?? [];
  return Array.from({ length: messages }, (_, index) => {
    const seq = 41_000 + index;
    const sender = ['alice', 'bob', 'carol', 'dave'][(index * 7) % 4];
    const line = {
      type: 'message',
      room: 'general',
      seq,
      prev: seq - 1,
      kind: 'text',
      sender,
      content: sentences[(index * 13) % sentences.length],
      timestamp: new Date(1_790_000_000_000 + index * 4321).toISOString(),
      id: `${((index * 2_654_435_761) % 2 ** 32).toString(36)}-${index}`,
    };
    return Buffer.from(JSON.stringify(line));
  });
}

/** Ended as the protocol wants it: a flush, less its four last bytes. */
function flushed(stream: DeflateRaw, payload: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let bytes = 0;
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
    };
    stream.on('data', count);
    stream.write(payload);
    stream.flush(constants.Z_SYNC_FLUSH, () => {
      stream.off('data', count);
      resolve(bytes - 4);
    });
  });
}

/** CPU of this process, all its threads, in µs. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const lines = talk();
const plain = lines.reduce((sum, { length }) => sum + length, 0);

function report(name: string, bytes: number, cpu: number): void {
  const share = ((100 * bytes) / plain).toFixed(0);
  console.log(
    `${name}: ${(bytes / messages).toFixed(0)} bytes a message (${share} %), ${(cpu / messages).toFixed(1)} µs`,
  );
}

report('as it is', plain, 0);
for (const level of [1, 6]) {
  const alone = () =>
    lines.reduce(
      (sum, line) =>
        sum + deflateRawSync(line, { level, finishFlush: constants.Z_SYNC_FLUSH }).length - 4,
      0,
    );
  alone();
  let bytes = 0;
  const cpu = await cpuOf(() => {
    bytes = alone();
  });
  report(`each alone, level ${level} (once for all members)`, bytes, cpu);
  const stream = createDeflateRaw({ level });
  let inContext = 0;
  const cpuInContext = await cpuOf(async () => {
    for (const line of lines) inContext += await flushed(stream, line);
  });
  report(`with what came before, level ${level} (for each member)`, inContext, cpuInContext);
}

const page = Buffer.from(`{"messages":[${lines.slice(0, 50).join(',')}]}`);
const cpuOfPages = await cpuOf(() => {
  for (let time = 0; time < 200; time++) deflateRawSync(page, { level: 1 });
});
const { length } = deflateRawSync(page, { level: 1 });
console.log(
  `a page of 50: ${page.length} bytes, ${length} compressed (${((100 * length) / page.length).toFixed(0)} %), ${(cpuOfPages / 200).toFixed(0)} µs`,
);

for (const [name, options] of [
  ['window 32 KiB', {}],
  ['window 4 KiB, little memory', { windowBits: 12, memLevel: 5 }],
] as const) {
  const before = process.memoryUsage().rss;
  const streams: DeflateRaw[] = [];
  for (let count = 0; count < connections; count++) {
    const stream = createDeflateRaw({ level: 1, ...options });
    streams.push(stream);
    for (const line of lines.slice(0, 20)) await flushed(stream, line);
  }
  const kib = (process.memoryUsage().rss - before) / 1024 / streams.length;
  console.log(`memory of a connection that has compressed, ${name}: ${kib.toFixed(0)} KiB`);
  for (const stream of streams) stream.close();
}
