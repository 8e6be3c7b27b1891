// `chat-server import`: messages as `export --json` prints them, appended to a log that has them not yet.
import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { logOption } from '../../command-line/option.ts';
import type { Entry } from '../../protocol/messages.ts';
import { BulkWriter } from '../log/bulk-writer.ts';
import { type ExclusiveLog, openExclusiveLog } from '../log/exclusive-log.ts';
import { findLogParts } from '../log/log-parts.ts';
import { LogReader } from '../log/log-reader.ts';
import {
  type CommandMaker,
  fileFault,
  grouped,
  isInUse,
  type Terminal,
  tellOfLog,
} from './command.ts';
import { ImportReader } from './imported-message.ts';
import { inputLines } from './input-lines.ts';
import { KnownMessages } from './known-messages.ts';
import { Placing } from './placing.ts';

const examples = `
Reads one message a line, oldest first. A message that is there already, by its
id or by all that it says, is skipped: importing twice changes nothing. What
continues the log keeps its seq and time; what is older goes to the end with a
new seq and the time of the last message, and what points at it follows.

A file is checked as a whole before the first message is written. Standard input
is taken up to the first wrong line. No server may have the log meanwhile. Ends
with 0, with 1 where a line is wrong or something could not be read or written,
with 2 after a wrong option.

Examples:
  chat-server export --json | chat-server import --log copy.txt
  chat-server import messages.jsonl              two logs become one
  gunzip -c old.jsonl.gz | chat-server import -  - is standard input`;

interface Flags {
  readonly log: string;
}

/** Where the messages come from. */
interface Source {
  readonly name: string;
  /** Gives all of it; `canRepeat`: each time. */
  readonly read: () => AsyncIterable<Buffer>;
  readonly canRepeat: boolean;
}

export const importCommand: CommandMaker = (start) =>
  new Command('import')
    .description('Appends messages that "export --json" printed, but those that are there.')
    .argument('[file]', 'the messages; - or none: standard input')
    .addOption(logOption())
    .addHelpText('after', examples)
    .action((file: string | undefined, { log }: Flags) =>
      start((terminal) => importInto(log, file ?? '-', terminal)),
    );

async function importInto(log: string, file: string, terminal: Terminal): Promise<number> {
  let source: Source;
  try {
    source = await sourceOf(file, terminal);
    const wrong = source.canRepeat ? await firstWrong(source, terminal) : undefined;
    if (wrong !== undefined) {
      terminal.say(`chat-server: ${wrong}; nothing was imported`);
      return 1;
    }
  } catch (error) {
    terminal.say(fileFault(error, file));
    return 1;
  }
  return importFrom(source, log, terminal);
}

async function sourceOf(file: string, { input }: Terminal): Promise<Source> {
  if (file === '-') return { name: 'standard input', read: input, canRepeat: false };
  const canRepeat = (await stat(file)).isFile();
  return { name: file, read: () => createReadStream(file), canRepeat };
}

async function firstWrong(source: Source, { clock }: Terminal): Promise<string | undefined> {
  for await (const messages of messagesOf(source, clock())) {
    const wrong = messages.find((message) => typeof message === 'string');
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** In order; ends with the first wrong line: where it stands, and what is wrong. */
async function* messagesOf(source: Source, nowMs: number): AsyncGenerator<(Entry | string)[]> {
  const reader = new ImportReader(nowMs);
  for await (const lines of inputLines(source.read())) {
    const read: (Entry | string)[] = [];
    for (const line of lines) {
      const message = 'fault' in line ? line.fault : reader.read(line.text);
      if (typeof message !== 'string') read.push(message);
      else {
        yield [...read, `${source.name}:${line.number}: ${message}`];
        return;
      }
    }
    yield read;
  }
}

async function importFrom(source: Source, path: string, terminal: Terminal): Promise<number> {
  let log: ExclusiveLog | undefined;
  try {
    log = await openExclusiveLog(path, (event) => tellOfLog(event, terminal));
    return await new Import(log, terminal).run(source);
  } catch (error) {
    terminal.say(isInUse(error) ? inUse(path) : fileFault(error, path));
    return 1;
  } finally {
    await log?.close();
  }
}

function inUse(path: string): string {
  return `chat-server: ${path} is in use by a server: stop the server first`;
}

/** One run into one log. */
class Import {
  readonly #log: ExclusiveLog;
  readonly #terminal: Terminal;
  readonly #writer: BulkWriter;
  #there = 0;
  #astray = 0;

  constructor(log: ExclusiveLog, terminal: Terminal) {
    this.#log = log;
    this.#terminal = terminal;
    this.#writer = new BulkWriter(log.file);
  }

  async run(source: Source): Promise<number> {
    const { say, clock } = this.#terminal;
    try {
      const placing = await this.#placing();
      let wrong: string | undefined;
      for await (const messages of messagesOf(source, clock()))
        wrong = await this.#take(messages, placing);
      await this.#writer.flush();
      await this.#writer.sync();
      if (wrong !== undefined) say(`chat-server: ${wrong}; what was before it is imported`);
      return wrong === undefined ? 0 : 1;
    } finally {
      say(this.#summary());
    }
  }

  /** Knows all that the log has. */
  async #placing(): Promise<Placing> {
    const known = new KnownMessages(randomInt(2 ** 32));
    const reader = new LogReader(await findLogParts(this.#log.path));
    let timestamp = '';
    for await (const block of reader.blocks()) {
      for (const { entry } of block) known.add(entry);
      timestamp = block.at(-1)?.entry.timestamp ?? timestamp;
    }
    return new Placing(known, reader.last, timestamp);
  }

  /** Returns the wrong line that ends the import, if it is among these. */
  async #take(
    messages: readonly (Entry | string)[],
    placing: Placing,
  ): Promise<string | undefined> {
    for (const message of messages) {
      if (typeof message === 'string') return message;
      const placed = placing.place(message);
      if (placed.is === 'there') this.#there++;
      else if (placed.is === 'astray') this.#astray++;
      else this.#writer.add(placed.entry);
      if (this.#writer.isFull) await this.#writer.flush();
    }
    return undefined;
  }

  #summary(): string {
    const astray = `, left out ${grouped(this.#astray)} that change what is not there`;
    const done = `imported ${grouped(this.#writer.written)}`;
    const skipped = `skipped ${grouped(this.#there)} that were there`;
    return `${done}, ${skipped}${this.#astray === 0 ? '' : astray}`;
  }
}
