// `rooms` and `users` at work: in columns for people, by tabs for programs, as objects with --json.
import { safeText } from '../../ui/safe-text.ts';
import { cellWidth } from '../cells.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { safeJson } from '../printed.ts';
import { type Reader, reading } from './reader.ts';

export interface ListWish {
  readonly prefix: string | undefined;
  readonly isJson: boolean;
}

export function rooms(wish: ListWish, chat: Chat, terminal: Terminal): Promise<number> {
  return reading(chat, terminal, wish.isJson, async (reader) => {
    const { rooms, more } = await reader.talk.listRooms(wish.prefix, reader);
    const rows = rooms.map(({ name, count, topic }) => [name, String(count), topic]);
    await print(reader, terminal, wish.isJson ? rooms : rows);
    if (more) say(terminal, 'there are more: give the beginning of their names');
  });
}

export function users(
  wish: ListWish & { readonly room: string },
  chat: Chat,
  terminal: Terminal,
): Promise<number> {
  return reading(chat, terminal, wish.isJson, async (reader) => {
    const { talk, signal } = reader;
    const beginning = wish.prefix === undefined ? {} : { prefix: wish.prefix };
    const { members } = await talk.members(wish.room, { ...beginning, signal });
    // Only who is in a room is told who else is. Whoever is there by more than this is no program.
    const others = members.filter(({ name, bot }) => !bot || name !== talk.name);
    const rows = others.map(({ name, status, role, bot }) => {
      return [name, status, role, ...(bot ? ['bot'] : [])];
    });
    await print(reader, terminal, wish.isJson ? others : rows);
  });
}

type Row = readonly string[];

async function print(
  reader: Reader,
  { stdout }: Terminal,
  rows: readonly (Row | object)[],
): Promise<void> {
  const widths = stdout.isTTY === true ? widthsOf(rows) : undefined;
  for (const row of rows) await reader.print(lineOf(row, widths));
}

function lineOf(row: Row | object, widths: readonly number[] | undefined): string {
  if (!Array.isArray(row)) return safeJson(JSON.stringify(row));
  const cells = row.map((cell: string) => safeText(cell));
  if (widths === undefined) return cells.join('\t');
  return cells
    .map((cell, index) => cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - cellWidth(cell))))
    .join('  ')
    .trimEnd();
}

function widthsOf(rows: readonly (Row | object)[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) continue;
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, cellWidth(safeText(String(cell))));
  }
  return widths;
}
