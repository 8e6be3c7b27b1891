// `chat-server verify`: whether every line of a log is in order, and what is wrong with those that are not.
import { isUtf8 } from 'node:buffer';
import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import { logOption } from '../../command-line/option.ts';
import { blocksForward, longLine } from '../log/line-blocks.ts';
import type { LogFile } from '../log/log-file.ts';
import { measure, openToRead, wholeSize } from '../log/open-to-read.ts';
import { type CommandMaker, counted, fileFault, grouped, type Terminal } from './command.ts';
import { LogInspector } from './log-inspector.ts';
import { RepeatedIds } from './repeated-ids.ts';

const examples = `
Names each wrong line on standard output, as FILE:LINE: and what is wrong. Reads
only, takes no lock: a server may go on writing. Ends with 0: in order, 1: lines
are wrong, 2: the file cannot be read.

Examples:
  chat-server verify                       the log that is in this folder
  chat-server verify /backup/messages.txt  a copy
  chat-server verify --all | wc -l         however much is wrong`;

const sizes = { blockBytes: 1_048_576, lineBytes: 1_048_576 };
const tooLong = `longer than ${grouped(sizes.lineBytes)} bytes`;
const namedLines = 100;
/** How long a last line without its end may be one that a server is just writing. */
const settling = { tries: 5, everyMs: 100 };

interface Flags {
  readonly log: string;
  readonly all: boolean;
}

export const verifyCommand: CommandMaker = (start) =>
  new Command('verify')
    .description('Checks every line of a log: its grammar, its order, what it points at.')
    .argument('[file]', 'the log, instead of --log')
    .addOption(logOption())
    .option('--all', `name all wrong lines, not only the first ${namedLines}`)
    .addHelpText('after', examples)
    .action((file: string | undefined, { log, all }: Flags) =>
      start((terminal) => verify(file ?? log, all ? Infinity : namedLines, terminal)),
    );

async function verify(path: string, most: number, terminal: Terminal): Promise<number> {
  try {
    const file = await openSettled(path);
    try {
      return await new Verification(file, path, most, terminal).run();
    } finally {
      await file.leave();
    }
  } catch (error) {
    terminal.say(fileFault(error, path));
    return 2;
  }
}

/** The file as long as it is now, or a moment later where its last line is just being written. */
async function openSettled(path: string): Promise<LogFile> {
  const file = await openToRead(path);
  for (let { tries } = settling; tries > 0; tries--) {
    if ((await wholeSize(file)) === file.size) break;
    await after(settling.everyMs);
    await measure(file);
  }
  return file;
}

/** What is to be said of a line, in which a fault was found or an id. */
type Hear = (fault: string | undefined, id: string | undefined, line: number) => string | undefined;

/** One run over one file. */
class Verification {
  readonly #file: LogFile;
  readonly #path: string;
  readonly #most: number;
  readonly #terminal: Terminal;
  readonly #inspector = new LogInspector();
  readonly #ids: RepeatedIds;
  #wrong = 0;

  constructor(file: LogFile, path: string, most: number, terminal: Terminal) {
    this.#file = file;
    this.#path = path;
    this.#most = most;
    this.#terminal = terminal;
    this.#ids = new RepeatedIds(file.size);
  }

  async run(): Promise<number> {
    const ids = this.#ids;
    const lines = await this.#walk(this.#inspector, (fault, id) => {
      if (fault === undefined && id !== undefined) ids.add(id);
      return fault;
    });
    this.#wrong += ids.findDoubtful();
    if (ids.hasDoubtful) await this.#nameRepeated();
    const torn = this.#file.size - (await wholeSize(this.#file));
    if (torn > 0)
      await this.#name(lines + 1, `torn: ${grouped(torn)} bytes without an end of line`);
    await this.#terminal.out.flush();
    this.#sum();
    return this.#wrong === 0 ? 0 : 1;
  }

  /** A second way through the file, for the ids whose hashes have occurred twice. */
  async #nameRepeated(): Promise<void> {
    await this.#walk(new LogInspector(), (fault, id, line) => {
      if (fault !== undefined || id === undefined) return undefined;
      const first = this.#ids.repeats(id, line);
      return first === undefined ? undefined : `id ${id} stands in line ${first} already`;
    });
  }

  /** Names what is to be said of each line; returns how many there are. */
  async #walk(inspector: LogInspector, hear: Hear): Promise<number> {
    let number = 0;
    for await (const { bytes } of blocksForward(this.#file, 0, this.#file.size, sizes)) {
      const invalid = isUtf8(bytes) ? undefined : invalidLines(bytes);
      for (const [at, line] of linesOf(bytes).entries()) {
        number++;
        const own = bytes === longLine ? tooLong : inspector.next(line);
        const fault = invalid?.has(at) ? 'no valid UTF-8' : own;
        const said = hear(fault, inspector.entry?.id, number);
        if (said !== undefined) await this.#name(number, said);
      }
    }
    return number;
  }

  async #name(line: number, fault: string): Promise<void> {
    const { out } = this.#terminal;
    if (this.#wrong++ >= this.#most || out.isClosed) return;
    out.print(`${this.#path}:${line}: ${fault}\n`);
    if (out.isFull) await out.flush();
  }

  #sum(): void {
    const { count, rooms, first, last } = this.#inspector;
    const held = `${counted(count, 'message')} in ${counted(rooms.size, 'room')}`;
    const range = count === 0 ? '' : `, seq ${first} to ${last}`;
    this.#terminal.say(`${this.#path}: ${held}${range}: ${this.#verdict()}`);
  }

  #verdict(): string {
    if (this.#wrong === 0) return 'in order';
    const unnamed = Math.max(0, this.#wrong - this.#most);
    const more = unnamed === 0 ? '' : `; --all names the other ${grouped(unnamed)}`;
    return `${this.#wrong === 1 ? '1 line is' : `${grouped(this.#wrong)} lines are`} wrong${more}`;
  }
}

/** All at once, which is faster than one by one; the block ends with a newline. */
function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8', 0, bytes.length - 1).split('\n');
}

/** Which lines of a block are no valid UTF-8, counted from 0. */
function invalidLines(bytes: Buffer): ReadonlySet<number> {
  const invalid = new Set<number>();
  for (let start = 0, number = 0; start < bytes.length; number++) {
    const end = bytes.indexOf(0x0a, start);
    if (!isUtf8(bytes.subarray(start, end))) invalid.add(number);
    start = end + 1;
  }
  return invalid;
}
