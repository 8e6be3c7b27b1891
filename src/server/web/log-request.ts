// What `GET /log/ROOM.txt` asks for: which room, from where on, how much, and whether to follow it.
import { checkRoomName, isRefusal, limits, sinceForms } from '../../protocol/index.ts';
import type { Place } from '../core/history.ts';
import { placeSince } from '../core/since.ts';

export interface LogRequest {
  readonly room: string;
  readonly place: Place;
  /** Lines before a place: at most so many. What follows a place is given to its end. */
  readonly limit: number;
  readonly isFollowing: boolean;
}

/** Why it can't be meant, in a sentence that says what to ask instead. */
export interface BadLogRequest {
  readonly problem: string;
}

export const logPath = /^\/log\/[^/]+\.txt$/;

/** As `tail` does, but some more: what a screen or two hold. */
const defaultLines = 100;

export function readLogRequest(
  { pathname, searchParams }: URL,
  nowMs: number,
): LogRequest | BadLogRequest {
  const room = roomOf(pathname.slice('/log/'.length, -'.txt'.length));
  if (typeof room !== 'string') return room;
  const placed = placeOf(searchParams, nowMs);
  if ('problem' in placed) return placed;
  const isFollowing = isSet(searchParams.get('follow'));
  if (isFollowing && searchParams.has('before'))
    return { problem: 'What was said before a seq does not grow: leave out "follow" or "before".' };
  return { room, ...placed, isFollowing };
}

function roomOf(encoded: string): string | BadLogRequest {
  const name = checkRoomName(decoded(encoded));
  return isRefusal(name) ? { problem: name.message } : name;
}

/** What is not UTF-8 is no name; nor is what this stands for. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ' ';
  }
}

function placeOf(
  asked: URLSearchParams,
  nowMs: number,
): Pick<LogRequest, 'place' | 'limit'> | BadLogRequest {
  // A plus in an address is a space: `+02:00` as people write it into one.
  const since = asked.get('since')?.replace(/ (?=\d\d:\d\d$)/, '+');
  const before = asked.get('before') ?? undefined;
  const limit = asked.get('limit') ?? `${defaultLines}`;
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > limits.maxPage)
    return { problem: `"limit" is a number of lines, from 1 to ${limits.maxPage}.` };
  if (since === undefined) return placeBefore(before, Number(limit));
  if (before !== undefined) return { problem: 'Give "since" or "before", not both.' };
  if (asked.has('limit'))
    return { problem: '"since" gives all lines from there on: leave out "limit".' };
  const place = placeSince(since)?.(nowMs);
  return place ? { place, limit: limits.maxPage } : { problem: `"since" is wrong. ${sinceForms}` };
}

function placeBefore(
  before: string | undefined,
  limit: number,
): Pick<LogRequest, 'place' | 'limit'> | BadLogRequest {
  if (before === undefined) return { place: { before: Number.POSITIVE_INFINITY }, limit };
  if (!/^\d{1,15}$/.test(before)) return { problem: '"before" is a seq, a number.' };
  return { place: { before: Number(before) }, limit };
}

/** `?follow`, `?follow=1`; but not `?follow=0`. */
function isSet(value: string | null): boolean {
  return value !== null && !/^(0|no|false|off)$/i.test(value);
}
