// The chat in a terminal, started: with what was kept, in the rooms that were open.
import { type Client, createClient } from '../sdk/client.ts';
import { clientOptions, entryFor, tellLine, transportFor } from './entry.ts';
import { openFullScreen } from './full-screen.tsx';
import { readRoomsFile } from './open-rooms.ts';
import { openRoomsPath } from './own-folders.ts';
import { ScreenOutbox } from './screen-outbox.ts';
import { outboxOf } from './sending/entrance.ts';
import type { Settings } from './settings.ts';
import { noticeWhenIn } from './welcome.ts';

export async function startOnScreen(given: Settings, version: string): Promise<void> {
  const { room, isRoomGiven } = given;
  // What is said before there is a screen is said on it as soon as there is one.
  const early: string[] = [];
  let client: Client | undefined;
  const transport = await transportFor(given, version, (text) => {
    if (client) noticeWhenIn(client, text);
    else early.push(text);
  });
  const { clock, ...options } = clientOptions(given, version, transport);
  const { address, isPrivate } = transport;
  const entry = await entryFor(given, transport);
  const path = openRoomsPath(process.env, address, given.name ?? '');
  const kept = readRoomsFile(path);
  const first = isRoomGiven ? room : (kept[0] ?? room);
  const outbox = new ScreenOutbox(outboxOf(given, given.server, process.env), clock);
  const waiting = outbox.start('kept' in entry.start ? entry.start.kept : undefined);
  const start = { ...options, ...entry.start, transport, clock, room: first };
  client = createClient({
    ...start,
    ...(waiting ? { kept: waiting } : {}),
    onSettled: outbox.settled,
  });
  outbox.follow(client);
  process.on('exit', () => tellWaiting(outbox.flush()));
  for (const text of early) noticeWhenIn(client, text);
  const place = { address, isPrivate, account: entry.account };
  openFullScreen(client, clock, place, { first, kept, path });
}

function tellWaiting(count: number): void {
  if (count === 0) return;
  const what = count === 1 ? '1 message waits' : `${count} messages wait`;
  tellLine(`${what} for the next start, or chat-client outbox --flush`);
}
