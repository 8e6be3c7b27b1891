// The load, in a process of its own: members that talk and listen, and the proof that all got all.
// Started by run.ts with a Task as JSON argument; prints a Result as JSON.
import { Member, startMark, type Way } from './member.ts';

export interface Task {
  readonly port: number;
  /** `bare`: lines go round as they are; `partyline`: hello, join, send. */
  readonly speaks: 'bare' | 'partyline';
  readonly way?: Way;
  readonly members: number;
  /** Characters of each message's text. */
  readonly textLength: number;
  readonly shape: 'burst' | 'single' | 'paced';
  readonly messages: number;
  /** Sent before anything is measured, so that the server's code is compiled. */
  readonly warmup: number;
  /** Of the server: its threads' times are read there. */
  readonly pid: number;
}

export interface Result {
  readonly deliveries: number;
  readonly seconds: number;
  /** In milliseconds; burst: until the sender's own copy; else: until the last member has it. */
  readonly p50: number;
  readonly p99: number;
  /** What was wrong; empty: every member got every message once, in one order. */
  readonly faults: readonly string[];
}

const senders = 10;
const outstanding = 64;
const task = JSON.parse(process.argv[2] as string) as Task;
const members: Member[] = [];
const speakers: Speaker[] = [];

/** A member that sends, and reads all it gets: each message must be the next of its sender. */
class Speaker {
  readonly member: Member;
  readonly number: number;
  sent = 0;
  /** Own copies that came back. */
  returned = 0;
  /** Order of all messages as this one saw them, as a running hash. */
  order = 0;
  readonly sentAt = new Float64Array(task.messages + task.warmup + 1);
  readonly latencies: number[] = [];
  readonly #next = new Map<string, number>();

  constructor(member: Member, number: number) {
    this.member = member;
    this.number = number;
    member.onLine = (line) => this.#hear(line);
  }

  say(): void {
    const text = `M${this.number}.${this.sent}.`.padEnd(task.textLength, 'x');
    this.sentAt[this.sent] = performance.now();
    this.member.send(sendLine(text, `${this.sent}`));
    this.sent++;
  }

  onReturn: () => void = () => {};

  #hear(line: string): void {
    const found = /"content":"M(\d+)\.(\d+)\./.exec(line);
    if (!found) {
      if (line.includes('"type":"error"')) faults.add(`refused: ${line}`);
      return;
    }
    const [, from, number] = found as unknown as [string, string, string];
    const expected = this.#next.get(from) ?? 0;
    if (Number(number) !== expected) faults.add(`of ${from} came ${number}, not ${expected}`);
    this.#next.set(from, expected + 1);
    this.order = (Math.imul(this.order, 31) + Number(from) * 1_000_003 + Number(number)) | 0;
    if (Number(from) !== this.number) return;
    this.latencies.push(performance.now() - (this.sentAt[this.returned] as number));
    this.returned++;
    this.onReturn();
  }
}

const faults = new Set<string>();

function sendLine(content: string, id: string): string {
  return `${JSON.stringify({ type: 'send', id, room: 'general', content })}\n`;
}

async function enter(): Promise<void> {
  for (let number = 0; number < task.members; number++) {
    const member = await Member.open(task.port, task.way);
    members.push(member);
    const isIn = task.speaks === 'bare' ? `in ${number}` : '"type":"joined"';
    const entered = new Promise<void>((resolve) => {
      member.onLine = (line) => line.includes(isIn) && resolve();
    });
    const hello = `{"type":"hello","name":"ann${number}"}\n{"type":"join","room":"general","limit":0}\n`;
    member.send(task.speaks === 'bare' ? `${isIn}\n` : hello);
    await entered;
    member.onLine = undefined;
  }
  for (const member of members.slice(0, senders))
    speakers.push(new Speaker(member, speakers.length));
  // Large rooms tell their count once a second: let that be over.
  if (task.speaks === 'partyline') await new Promise((resolve) => setTimeout(resolve, 1500));
  const begun = Promise.all(members.map((member) => when(member, () => member.hasBegun)));
  members[0]?.send(sendLine(startMark, 'start'));
  await begun;
}

function when(member: Member, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      member.onLines = () => {};
      resolve();
    };
    member.onLines = check;
    check();
  });
}

let total = 0;

/** Ends when every member has all that was said up to now. Acks are lines too, for who sends. */
function allHave(count: number): Promise<unknown> {
  const listeners = members.slice(speakers.length);
  return Promise.all([
    ...listeners.map((member) => when(member, () => member.lines >= count)),
    ...speakers.map((speaker) => when(speaker.member, () => heard(speaker) >= count)),
  ]);
}

function heard(speaker: Speaker): number {
  return task.speaks === 'bare' ? speaker.member.lines : speaker.member.lines - speaker.sent;
}

async function burst(messages: number): Promise<void> {
  const each = Math.floor(messages / speakers.length);
  total += each * speakers.length;
  for (const speaker of speakers) {
    const end = speaker.sent + each;
    speaker.onReturn = () => {
      if (speaker.sent < end) speaker.say();
    };
    for (let count = 0; count < Math.min(outstanding, each); count++) speaker.say();
  }
  await allHave(total);
}

async function single(messages: number): Promise<number[]> {
  const speaker = speakers[0] as Speaker;
  const latencies: number[] = [];
  let missing = 0;
  let done = () => {};
  const all = () => --missing === 0 && done();
  for (const member of members) {
    member.onLines = (count) => {
      // The sender's ack and its copy may come as one.
      for (; count > 0; count--) all();
    };
  }
  for (let count = 0; count < messages; count++) {
    missing = members.length + (task.speaks === 'bare' ? 0 : 1);
    const arrived = new Promise<void>((resolve) => {
      done = resolve;
    });
    const start = performance.now();
    speaker.say();
    await arrived;
    latencies.push(performance.now() - start);
  }
  total += messages;
  for (const member of members) member.onLines = () => {};
  return latencies;
}

/** A message every 10 ms, whether the last one has arrived or not. */
async function paced(messages: number): Promise<number[]> {
  const [speaker] = speakers as [Speaker];
  const listeners = members.slice(speakers.length);
  const begin = total;
  const sentAt: number[] = [];
  const arrived = new Array<number>(messages).fill(0);
  const latencies: number[] = [];
  for (const member of listeners) {
    member.onLines = (count) => {
      for (let index = member.lines - count - begin; index < member.lines - begin; index++) {
        arrived[index] = (arrived[index] as number) + 1;
        if (arrived[index] === listeners.length) {
          latencies.push(performance.now() - (sentAt[index] as number));
        }
      }
    };
  }
  const start = performance.now();
  for (let count = 0; count < messages; count++) {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, start + count * 10 - performance.now())),
    );
    sentAt.push(performance.now());
    speaker.say();
  }
  total += messages;
  await allHave(total);
  return latencies;
}

function proof(): void {
  const [witness] = speakers;
  for (const speaker of speakers) {
    if (speaker.order !== witness?.order) faults.add(`sender ${speaker.number} saw another order`);
  }
  const listeners = members.slice(speakers.length);
  for (const [index, listener] of listeners.entries()) {
    if (listener.lines !== total) faults.add(`member ${index} got ${listener.lines} of ${total}`);
    if (listener.checksum !== listeners[0]?.checksum) faults.add(`member ${index} got other bytes`);
  }
}

await enter();
const run = { burst, single, paced }[task.shape];
await run(task.warmup);
for (const speaker of speakers) speaker.latencies.length = 0;
process.send?.('begin');
const start = performance.now();
const singles = await run(task.messages);
const seconds = (performance.now() - start) / 1000;
process.send?.('end');
proof();
const latencies = (singles ?? speakers.flatMap((speaker) => speaker.latencies)).sort(
  (a, b) => a - b,
);
const result: Result = {
  deliveries: task.messages * task.members,
  seconds,
  p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
  p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  faults: [...faults].slice(0, 5),
};
process.send?.(result, () => process.exit(0));
