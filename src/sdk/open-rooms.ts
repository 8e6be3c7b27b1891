// Which rooms a person has open, for whoever keeps that over a restart.
import { checkRoomName, isDirectRoom } from '../protocol/index.ts';
import type { State } from './state.ts';

/** More than anybody has open. */
export const maxKeptRooms = 100;

/** In their order, without those that are refused. */
export function openRooms({ rooms }: State): readonly string[] {
  const open = [...rooms.values()].filter(({ refusal }) => refusal === undefined);
  return open.map(({ name }) => name).slice(0, maxKeptRooms);
}

/** What was kept, whatever became of it since: only names of rooms, each once. */
export function readOpenRooms(raw: unknown): readonly string[] {
  if (!Array.isArray(raw)) return [];
  return [...new Set(raw.filter(isRoomName))].slice(0, maxKeptRooms);
}

/**
 * Direct rooms come back by themselves, when somebody writes there; by then one may have another name.
 * So who may come back as somebody else leaves them out.
 */
export function withoutDirect(names: readonly string[]): readonly string[] {
  return names.filter((name) => !isDirectRoom(name));
}

function isRoomName(raw: unknown): raw is string {
  return typeof raw === 'string' && checkRoomName(raw) === raw;
}
