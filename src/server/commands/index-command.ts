// `chat-server index`: how much of a log its index holds, and the index made anew.
import { existsSync } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { logOption } from '../../command-line/option.ts';
import { Archive } from '../derived/archive.ts';
import type { Live } from '../derived/source.ts';
import { Store } from '../derived/store.ts';
import { type ExclusiveLog, openExclusiveLog } from '../log/exclusive-log.ts';
import { openToRead, wholeSize } from '../log/open-to-read.ts';
import {
  type CommandMaker,
  counted,
  fileFault,
  isInUse,
  type Terminal,
  tellOfLog,
} from './command.ts';
import { megabytes, ProgressLine } from './progress-line.ts';

const examples = `
Search, old pages and what is sent twice are looked up in an index beside the
log, FILE.index.db. All in it follows from the log: a server makes it, keeps it,
and makes it again where it is gone or damaged.

Without --rebuild it says how much of the log is in the index, and reads all of
it to see whether it is sound. That changes nothing and takes no lock: a server
may go on writing. Ends with 0: whole, 1: not.

With --rebuild it throws the index away and makes it anew, as fast as it can: so
a large log that was imported or copied here is whole when its server starts. No
server may have the log meanwhile. Ctrl-C ends it; what is done by then stays,
and a server goes on from there.

Examples:
  chat-server index            the log of the server that is started here
  chat-server index --rebuild  after an import, before the start
  chat-server index --log /srv/messages.txt && echo whole`;

interface Flags {
  readonly log: string;
  readonly rebuild: boolean;
}

export const indexCommand: CommandMaker = (start) =>
  new Command('index')
    .description('Says how much of the log is indexed; --rebuild makes the index anew.')
    .addOption(logOption())
    .option('--rebuild', 'make it anew; needs the server stopped')
    .addHelpText('after', examples)
    .action(({ log, rebuild }: Flags) =>
      start((terminal) => (rebuild ? makeAnew(log, terminal) : tellState(log, terminal))),
    );

/** What is seen while a server writes may be half of something: then it is looked at again. */
const looks = { tries: 10, everyMs: 200 };

async function tellState(log: string, terminal: Terminal): Promise<number> {
  try {
    const path = await realpath(log);
    let state = await stateOf(path);
    for (let { tries } = looks; state.isWritten && tries > 0; tries--) {
      await wait(looks.everyMs);
      state = await stateOf(path);
    }
    terminal.out.print(`${state.words}\n`);
    await terminal.out.flush();
    return state.isWhole ? 0 : 1;
  } catch (error) {
    terminal.say(fileFault(error, log));
    return 1;
  }
}

interface State {
  readonly words: string;
  readonly isWhole: boolean;
  /** Not whole, and somebody is writing it just now. */
  readonly isWritten: boolean;
}

async function stateOf(path: string): Promise<State> {
  const indexPath = indexPathOf(path);
  const archive = new Archive({ logPath: path, indexPath, isLookedAt: true });
  const live = await liveOf(path);
  if (!existsSync(indexPath)) {
    const words = `there is no ${indexPath}: a server makes it when it starts`;
    return { words, isWhole: false, isWritten: false };
  }
  try {
    const wrong = wrongWith(archive, live);
    const { left } = archive.progress;
    const isWhole = wrong === undefined && left === 0;
    const words = wrong === undefined ? describe(archive) : `not sound: ${wrong}; ${mended}`;
    const isWritten = !isWhole && existsSync(`${indexPath}-journal`);
    return { words: `${indexPath}: ${words}`, isWhole, isWritten };
  } finally {
    archive.close();
  }
}

const mended = 'delete it, and a server makes it again by itself';

function wrongWith(archive: Archive, live: Live): string | undefined {
  const { problem, unfit } = archive.open(live);
  if (problem) return problem.message;
  if (unfit > 0)
    return `${counted(unfit, 'part')} of it ${unfit === 1 ? 'is' : 'are'} of no log here`;
  try {
    return archive.fault();
  } catch (error) {
    return (error as Error).message;
  }
}

function describe(archive: Archive): string {
  const { sealed, progress, indexBytes } = archive;
  const holds = `${counted(sealed.parts, 'part')}, ${megabytes(indexBytes)} MB, for ${megabytes(sealed.bytes)} of the log's ${megabytes(progress.all)} MB`;
  if (progress.left > 0) {
    return `${holds}; ${megabytes(progress.left)} MB are still to be indexed, which a server does by itself`;
  }
  return `${holds}; whole, as the rest is read at each start`;
}

/** The file of that name up to its last whole line, as a server would have it. */
async function liveOf(path: string): Promise<Live> {
  const file = await openToRead(path);
  try {
    return { ...file.id, size: await wholeSize(file) };
  } finally {
    await file.leave();
  }
}

function indexPathOf(logPath: string): string {
  return `${logPath}.index.db`;
}

async function makeAnew(path: string, terminal: Terminal): Promise<number> {
  let log: ExclusiveLog | undefined;
  try {
    // Opening would make one.
    await access(path);
    log = await openExclusiveLog(path, (event) => tellOfLog(event, terminal));
    return await rebuild(log, terminal);
  } catch (error) {
    terminal.say(isInUse(error) ? inUse(path) : fileFault(error, path));
    return 1;
  } finally {
    await log?.close();
  }
}

function inUse(path: string): string {
  const otherwise = `delete ${indexPathOf(path)}: the running server makes it again by itself`;
  return `chat-server: ${path} is in use: stop the server first, or ${otherwise}`;
}

async function rebuild({ path, file }: ExclusiveLog, terminal: Terminal): Promise<number> {
  const { say, clock, screen } = terminal;
  const indexPath = indexPathOf(path);
  const startMs = clock();
  const interruption = terminal.interruption();
  const archive = new Archive({ logPath: path, indexPath });
  const line = new ProgressLine('index', screen);
  try {
    Store.remove(indexPath);
    const { problem } = archive.open({ ...file.id, size: file.size });
    if (problem) throw problem;
    const { left: allBytes } = archive.progress;
    for await (const doneBytes of indexing(archive, allBytes)) {
      line.show({ doneBytes, allBytes, elapsedMs: clock() - startMs });
      if (interruption.aborted) break;
    }
    line.clear();
    const took = `in ${((clock() - startMs) / 1000).toFixed(1)} s`;
    if (interruption.aborted) say(`interrupted ${took}: ${indexPath}: ${describe(archive)}`);
    else
      say(
        `${indexPath}: ${describe(archive)}; made ${took} from ${counted(archive.lines, 'line')}`,
      );
    return interruption.aborted ? Number(interruption.reason) : 0;
  } catch (error) {
    line.clear();
    say(`chat-server: the index can't be made: ${(error as Error).message}`);
    return 1;
  } finally {
    archive.close();
  }
}

/** All the work that is left, as the bytes that are done; between two slices signals are heard. */
async function* indexing(archive: Archive, allBytes: number): AsyncGenerator<number> {
  for (let work = archive.nextWork(); work !== undefined; work = archive.nextWork()) {
    const sealedBytes = allBytes - archive.progress.left;
    for (const partBytes of work) {
      yield sealedBytes + partBytes;
      await turn();
    }
  }
}
