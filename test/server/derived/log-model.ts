// A log as plain files and a list of entries: what every question should be answered with, the simple way.
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import type { Entry, Message } from '../../../src/protocol/messages.ts';
import { foldName, isDirectRoom } from '../../../src/protocol/names.ts';
import { becoming, isChange, type Page } from '../../../src/server/core/changes.ts';
import { isIn, viewOf } from '../../../src/server/core/direct-view.ts';
import type { Search } from '../../../src/server/core/history.ts';
import { answerTo } from '../../../src/server/derived/answers.ts';
import type {
  FromIndex,
  IndexNote,
  QuestionName,
  Questions,
} from '../../../src/server/derived/exchange.ts';
import { Keeper } from '../../../src/server/derived/keeper.ts';
import type { Live } from '../../../src/server/derived/source.ts';
import { messagesOf } from '../log/open-log.ts';

interface FileOfLog {
  path: string;
  readonly entries: Entry[];
}

/** The files of a log, the newest last, and what stands in them. */
export class LogModel {
  readonly path: string;
  files: FileOfLog[];
  /** The greatest seq that was ever used. */
  last = 0;

  constructor(directory: string) {
    this.path = join(directory, 'chat_messages.txt');
    this.files = [{ path: this.path, entries: [] }];
    writeFileSync(this.path, `${logHeader}\n`, { mode: 0o600 });
  }

  get indexPath(): string {
    return `${this.path}.index.db`;
  }

  get live(): Live {
    const { dev, ino, size } = statSync(this.path);
    return { dev, ino, size };
  }

  get entries(): Entry[] {
    return this.files.flatMap(({ entries }) => entries);
  }

  /** Appends entries, and other lines that are none. */
  append(...lines: readonly (Entry | string)[]): void {
    const { entries } = this.files.at(-1) as FileOfLog;
    let text = '';
    for (const line of lines) {
      // A file that begins with a megabyte of something else is no log.
      if (typeof line === 'string' && entries.length === 0 && line.length > 1_000) continue;
      text += `${typeof line === 'string' ? line : formatEntry(line)}\n`;
      if (typeof line === 'string') continue;
      entries.push(line);
      this.last = line.seq;
    }
    appendFileSync(this.path, text);
  }

  /** As logrotate does it, and the server after it. */
  rotate(): void {
    for (const [index, file] of this.files.entries()) {
      const path = `${this.path}.${this.files.length - index}`;
      renameSync(file.path, path);
      file.path = path;
    }
    const { last } = this;
    const goesOn = last === 0 ? '' : `# continues after ${last}\n`;
    writeFileSync(this.path, `${logHeader}\n${goesOn}`, { mode: 0o600 });
    this.files.push({ path: this.path, entries: [] });
  }

  /** The oldest file goes, and what stood in it. */
  removeOldest(): void {
    this.removeCopies();
    if (this.files.length > 1) rmSync((this.files.shift() as FileOfLog).path);
  }

  /** Copies that add nothing: of a whole file, of the end of an older one, and one that is not read. */
  copy(number: number): void {
    const file = this.files[number % this.files.length] as FileOfLog;
    copyFileSync(file.path, `${this.path}.bak${number}`);
    copyFileSync(file.path, `${this.path}.${number}.gz`);
    const isLive = file.path === this.path;
    const half = file.entries.slice(Math.floor(file.entries.length / 2));
    if (!isLive)
      writeFileSync(`${this.path}.half${number}`, `${half.map(formatEntry).join('\n')}\n`);
  }

  removeCopies(): void {
    const beside = readdirSync(join(this.path, '..')).filter((name) => /\.(bak|half)/.test(name));
    for (const name of beside) rmSync(join(this.path, '..', name));
  }

  get hasIndexFile(): boolean {
    return existsSync(this.indexPath);
  }

  /** The answer, as a plain filter over all entries gives it. */
  answer<Name extends QuestionName>(name: Name, ask: Questions[Name]['ask']): unknown {
    return model[name](this.entries, ask as never);
  }
}

type Model = { readonly [Name in QuestionName]: (all: Entry[], ask: never) => unknown };

const model: Model = {
  before: (all, { room, before, limit }: Questions['before']['ask']) => {
    const found = inRoom(all, room).filter(({ seq }) => seq < before);
    return pageOf(all, found.slice(Math.max(0, found.length - limit)));
  },
  after: (all, { room, after, limit }: Questions['after']['ask']) =>
    pageOf(
      all,
      inRoom(all, room)
        .filter(({ seq }) => seq > after)
        .slice(0, limit),
    ),
  since: (all, { room, at, limit }: Questions['since']['ask']) =>
    pageOf(
      all,
      inRoom(all, room)
        .filter(({ timestamp }) => timestamp >= at)
        .slice(0, limit),
    ),
  one: (all, { room, seq: wanted }: Questions['one']['ask']) =>
    pageOf(
      all,
      inRoom(all, room).filter(({ seq }) => seq === wanted),
    ),
  room: (all, { room }: Questions['room']['ask']) => {
    const said = inRoom(all, room);
    const topic = said.findLast(({ kind }) => kind === 'topic')?.content ?? '';
    return { last: said.at(-1)?.seq ?? 0, topic };
  },
  search: (all, ask: Search) => searchPage(all, ask),
  findId: (all, { publicId, after }: Questions['findId']['ask']) =>
    all.find(({ id, seq }) => id === publicId && seq > after),
  lag: () => undefined,
  hashesOf: () => undefined,
};

function inRoom(all: readonly Entry[], wanted: string): Message[] {
  return messagesOf(all.filter((entry) => isIn(entry, wanted)));
}

/** What is told of changes is not where they stand. */
export function withoutPlaces({ messages, changes }: Page): Page {
  return { messages, changes: changes.map((change) => ({ ...change, prev: 0 })) };
}

function pageOf(all: readonly Entry[], messages: readonly Message[]): Page {
  const changes = messagesOf(all).filter(isChange);
  const room = messages[0]?.room;
  const page = becoming(messages, (target) =>
    changes.filter((change) => change.target === target && change.room === room),
  );
  return withoutPlaces(page);
}

/** Words of letters and digits, filters and readers; no phrases, no prefixes. */
function searchPage(all: readonly Entry[], ask: Search): Page {
  const { query, asker, closed, before, limit } = ask;
  const hits = messagesOf(all)
    .toReversed()
    .flatMap((entry) => {
      const { kind, room, sender, content, seq, target, between } = entry;
      const words = new Set(content.toLowerCase().split(/[^\p{L}\p{N}]+/u));
      const isHit =
        seq < before &&
        kind !== 'delete' &&
        kind !== 'reaction' &&
        (!isDirectRoom(room) || between?.includes(asker)) &&
        !closed.includes(room) &&
        (query.rooms.length === 0 || query.rooms.includes(room)) &&
        (query.senders.length === 0 || query.senders.includes(foldName(sender))) &&
        query.terms.every(({ text, isExcluded }) => words.has(text) !== isExcluded);
      if (!isHit) return [];
      const isEdit = kind === 'edit' && target !== undefined;
      const readable = inRoom(all, isDirectRoom(room) ? viewOf(room, asker) : room);
      const message = readable.find((each) => each.seq === (isEdit ? target : seq));
      if (message === undefined) return [];
      const page = pageOf(all, [message]);
      const lastEdit = page.changes.findLast((change) => change.kind === 'edit');
      const isGone = page.changes.some((change) => change.kind === 'delete');
      return isGone || lastEdit?.seq !== (isEdit ? seq : undefined) ? [] : [page];
    });
  const given = hits.slice(0, limit);
  return {
    messages: given.flatMap((page) => page.messages),
    changes: given.flatMap((page) => page.changes),
  };
}

/** The index of a model, without a thread. */
export class Indexed {
  readonly log: LogModel;
  readonly keeper: Keeper;
  readonly said: FromIndex[] = [];
  nowMs = 0;

  constructor(log: LogModel, partBytes?: number) {
    this.log = log;
    this.keeper = new Keeper({
      logPath: log.path,
      indexPath: log.indexPath,
      ...(partBytes === undefined ? {} : { partBytes }),
      say: (message) => this.said.push(message),
      now: () => this.nowMs,
    });
    this.keeper.open(log.live);
  }

  /** @returns whether something is left; at most so many slices are done */
  work(slices = 100_000): boolean {
    for (let slice = 0; slice < slices; slice++) if (!this.keeper.work()) return false;
    return true;
  }

  committed(): void {
    this.keeper.hear({ type: 'committed', live: this.log.live });
  }

  refind(): void {
    this.keeper.hear({ type: 'refind', live: this.log.live });
  }

  /** By the way that the server goes, so that what is damaged is mended. */
  ask<Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]['ask'],
  ): Questions[Name]['answer'] {
    const number = this.said.length;
    this.keeper.hear({ type: 'ask', number, name, ask, live: this.log.live });
    const answer = this.said.findLast(
      (message) => 'number' in message && message.number === number,
    );
    if (answer?.type === 'answer') return answer.answer as Questions[Name]['answer'];
    throw new Error(`No answer to "${name}": ${JSON.stringify(answer)}`);
  }

  /** As it stands, without asking the keeper to mend anything. */
  peek<Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]['ask'],
  ): Questions[Name]['answer'] {
    return answerTo(this.keeper.archive.parts, name, ask, () => this.nowMs);
  }

  get notes(): IndexNote[] {
    return this.said.flatMap((message) => (message.type === 'note' ? [message.note] : []));
  }
}
