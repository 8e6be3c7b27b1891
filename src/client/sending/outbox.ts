// `outbox` at work: what waits on disk is listed, sent or dropped.
import { formatEntry } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import { safeJson } from '../printed.ts';
import { entrance, outboxOf } from './entrance.ts';
import { elsewhere, Flusher } from './flusher.ts';
import { withOutbox } from './open-outbox.ts';
import type { OutboxFile, Waiting } from './outbox-file.ts';
import { codeOf, sayName } from './talk.ts';

/** A server that does not answer is not waited for longer. */
const patienceMs = 30_000;

export function listOutbox(chat: Chat, terminal: Terminal, isJson: boolean): Promise<number> {
  return withOutbox(pathOf(chat, terminal), terminal, (file) => {
    for (const waiting of file.waiting())
      terminal.stdout.write(`${isJson ? jsonOf(waiting) : lineOf(waiting)}\n`);
    return exitCodes.done;
  });
}

export function dropOne(id: string, chat: Chat, terminal: Terminal): Promise<number> {
  return withOutbox(pathOf(chat, terminal), terminal, (file) => {
    if (file.drop(id)) return exitCodes.done;
    say(terminal, `nothing of the id ${id} waits`);
    return exitCodes.failed;
  });
}

export function flushOutbox(chat: Chat, terminal: Terminal): Promise<number> {
  return withOutbox(pathOf(chat, terminal), terminal, (file) => flush(file, chat, terminal));
}

function pathOf({ who, server }: Chat, { env }: Terminal): string {
  return outboxOf(who, server, env);
}

async function flush(file: OutboxFile, chat: Chat, terminal: Terminal) {
  const { signal } = terminal.interruption();
  let refused = 0;
  const flusher = new Flusher({
    file,
    enter: () => entrance(chat, terminal),
    patienceMs,
    signal,
    hear: ({ id }, fate) => {
      if (fate.is === 'delivered') return;
      if (fate.is !== 'later') refused += 1;
      say(terminal, `${id} is not sent: ${fate.why}`);
    },
    entered: (courier, way) => sayName(courier, way, terminal),
  });
  const hindrance = await flusher.flush();
  await flusher.end();
  if (signal.aborted) return Number(signal.reason);
  if (hindrance) say(terminal, hindrance.why);
  if (hindrance) return hindrance.is === 'elsewhere' ? exitCodes.tryAgain : codeOf(hindrance);
  if (file.size > 0) return exitCodes.tryAgain;
  if (file.furtherSeats().length > 0) {
    say(terminal, elsewhere.why);
    return exitCodes.tryAgain;
  }
  return refused > 0 ? exitCodes.refused : exitCodes.done;
}

function jsonOf({ message, to, refused }: Waiting): string {
  const { id, room, kind, content, target, at } = message;
  const why = refused === undefined ? {} : { refused };
  const asked = new Date(at).toISOString();
  return safeJson(JSON.stringify({ id, room, to, kind, content, target, asked, ...why }));
}

/** As it will stand in the log, with its id in front. */
function lineOf({ message, refused }: Waiting): string {
  const { id, room, kind, content, target, at, account = 'you' } = message;
  const timestamp = new Date(at).toISOString();
  const toWhat = target === undefined ? {} : { target };
  const entry = { seq: 0, timestamp, room, kind, sender: account, content, ...toWhat };
  const [line = ''] = formatEntry(entry).split('\t');
  return safeText(
    `${id} ${line.replace(' 0 ', ' ')}${refused === undefined ? '' : ` (refused: ${refused})`}`,
  );
}
