// The chat in a terminal, started: with what was kept, in the rooms that were open.
import { createClient } from '../sdk/client.ts';
import { clientOptions, entryFor } from './entry.ts';
import { openFullScreen } from './full-screen.tsx';
import { readRoomsFile } from './open-rooms.ts';
import { openRoomsPath } from './own-folders.ts';
import type { Settings } from './settings.ts';
import { noticeWhenIn } from './welcome.ts';

export async function startOnScreen(given: Settings, version: string): Promise<void> {
  const { room, isRoomGiven } = given;
  const { transport, clock, ...options } = clientOptions(given, version, (text) => {
    noticeWhenIn(client, text);
  });
  const { address, isPrivate } = transport;
  const entry = await entryFor(given, transport);
  const path = openRoomsPath(process.env, address, given.name ?? '');
  const kept = readRoomsFile(path);
  const first = isRoomGiven ? room : (kept[0] ?? room);
  const start = { ...options, ...entry.start, transport, clock, room: first };
  const client = createClient(start);
  const place = { address, isPrivate, account: entry.account };
  openFullScreen(client, clock, place, { first, kept, path });
}
