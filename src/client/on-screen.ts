// The chat in a terminal, started: with what was kept, in the rooms that were open.
import type { Client } from '../sdk/client.ts';
import { clientOptions, entryFor, transportFor } from './entry.ts';
import { openFullScreen } from './full-screen.tsx';
import { readRoomsFile } from './open-rooms.ts';
import { openRoomsPath } from './own-folders.ts';
import type { Settings } from './settings.ts';
import { createTyping } from './typing.ts';
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
  client = createTyping(given, { ...options, ...entry.start, transport, clock, room: first });
  for (const text of early) noticeWhenIn(client, text);
  const place = { address, isPrivate, account: entry.account };
  openFullScreen(client, clock, place, { first, kept, path });
}
