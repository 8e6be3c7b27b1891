// The whole server: builds the parts, joins them, and starts what comes of them.
import type { Sending } from './core/duplicates.ts';
import { Followers } from './core/followers.ts';
import { defaultSettings } from './core/settings.ts';
import { Tally } from './core/tally.ts';
import { openFileLog } from './log/file-log.ts';
import { Turn } from './net/outbox.ts';
import { haveOwnCertificate, ownFiles } from './net/own-certificate.ts';
import { Tls } from './net/tls.ts';
import { type OpenChat, openChat } from './open-chat.ts';
import { RunningServer } from './running-server.ts';
import type { ServerNote } from './server-note.ts';
import type { ServerOptions } from './server-options.ts';
import { readBuiltFiles } from './web/page.ts';

/** Rejects with the system's error where port or log can't be had, or with the log's own refusal. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const settings = { ...defaultSettings, ...options.settings };
  const { now = Date.now } = options;
  const tally = new Tally();
  const note = (each: ServerNote) => {
    count(tally, each);
    options.note?.(each);
  };
  const tls = await openTls(options, settings.helloTimeoutMs, now);
  if (tls) note({ event: 'certificate', ...tls.identity });
  const folder = options.web ? options.web.folder : undefined;
  const files = folder === undefined ? new Map() : await readBuiltFiles(folder);
  const turn = new Turn();
  const followers = new Followers((text) => Buffer.from(text));
  // Commits come only after an append, so there is a chat when the first one does.
  let open: OpenChat;
  const log = await openFileLog<Sending>({
    path: options.logPath,
    durability: settings.durability,
    clock: now,
    onCommit: (group, waitedMs) => {
      const { chat, webhooks } = open;
      const { sends, directRooms } = chat;
      const beganMs = performance.now();
      const deliveries = sends.committed(group);
      turn.flush();
      tally.committed(group.length, waitedMs);
      tally.delivered(deliveries, performance.now() - beganMs);
      followers.tell(group);
      webhooks.atWork.committed(group);
      for (const { message } of group) directRooms.add(message);
    },
    onRefused: (group) => open.chat.sends.refused(group),
    report: note,
  });
  try {
    open = await openChat({ options, settings, log, tally, now, note });
  } catch (error) {
    // It is left as it was.
    await log.close();
    throw error;
  }
  const server = new RunningServer(options, {
    ...open,
    ...{ log, turn, tls, files, note, tally, followers },
  });
  await server.listen();
  return server;
}

async function openTls(
  { tls, logPath }: ServerOptions,
  handshakeTimeoutMs: number,
  now: () => number,
): Promise<Tls | undefined> {
  if (tls === undefined) return undefined;
  const files = tls === 'auto' ? ownFiles(logPath) : tls;
  if (files.isOwn) await haveOwnCertificate(files, now());
  return Tls.open(files, handshakeTimeoutMs, now);
}

/** What the operator hears of is counted too, where it may come to be much. */
function count(tally: Tally, note: ServerNote): void {
  if (!('event' in note)) return;
  if (note.event === 'refused') tally.refused(note.code);
  else if (note.event === 'disconnected') tally.ended(note.reason);
}
