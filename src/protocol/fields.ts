// The fields that requests, replies and events are made of, each described once.
import { z } from 'zod';
import { errors } from './errors.ts';
import { limits } from './limits.ts';

const note = z.string().max(limits.maxNoteLength);
const seq = z.int().min(0);

/** What a moderator can do to somebody. */
export const actions = ['kick', 'ban', 'unban', 'mute', 'unmute'] as const;

/** Colours of names, told apart by people and by terminals of 16 colours. */
export const colours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'cyan',
  'blue',
  'purple',
  'pink',
] as const;

export const kinds = ['text', 'action', 'topic', 'edit', 'delete', 'reaction'] as const;

export const fields = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ : -')
    .describe("the sender's name for the request; its reply bears it"),
  room: z.string().describe('a room name, or @alice+bob'),
  // Longer than any name, so that it is the name's own rules that say what is wrong with one.
  name: z
    .string()
    .max(4 * limits.maxNameLength)
    .describe('a user name'),
  note,
  seq: seq.describe('a place in the log'),
  kind: z.enum(kinds).describe('what the message does'),
  content: z.string().describe('1 to 4,000 characters'),
  timestamp: z.string().describe('ISO 8601, UTC, milliseconds'),
  count: z.int().min(0).describe('how many members'),
  status: z.enum(['online', 'away']).describe('whether the person looks at the screen'),
  role: z.enum(['owner', 'moderator', 'member', 'guest']).describe('what the person may do'),
  roomRole: z.enum(['owner', 'moderator', 'member']).describe('what the person may do in the room'),
  action: z.enum(actions).describe('what is done to the person'),
  auth: z
    .enum(['open', 'members', 'invite'])
    .describe('who may come in: guests too, accounts, accounts of the invited'),
  visibility: z.enum(['open', 'private']).describe('private: for its members and the invited'),
  slow: z
    .int()
    .min(0)
    .max(limits.maxSlowSeconds)
    .describe('seconds between two messages of one person; 0: none'),
  colour: z.enum(colours).describe('of the name'),
  bot: z.literal(true).exactOptional().describe('a program, not a person'),
  shownColour: z.string().max(20).describe('of the name; one that is not known counts as none'),
  session: z.string().max(limits.maxIdLength).describe('a session'),
  address: z.string().max(64).describe('an IP address, or a network as 192.0.2.0/24'),
  topic: z.string().describe('the topic; empty: none'),
  token: z.string().max(500).describe('names the session and lets it come back'),
  password: z.string().max(1000),
  more: z.boolean().describe('there is more to ask for'),
  page: z.int().min(0).max(limits.maxPage).describe('at most so many'),
  prefix: note.describe('only names that begin so'),
  /** A client reads a code that it does not know as a plain refusal: the message says the rest. */
  code: z
    .enum(Object.keys(errors) as [keyof typeof errors, ...(keyof typeof errors)[]])
    .catch('bad-request')
    .describe('one of §6'),
} as const;

/** A message, as a member gets it. */
export const messageFields = {
  room: fields.room,
  seq: fields.seq,
  prev: seq.describe('the seq before it in the same room; 0: none'),
  // Of a kind that a later version adds, an older client shows at least the words.
  kind: fields.kind.catch('text'),
  sender: fields.name,
  content: z.string(),
  timestamp: fields.timestamp,
  id: z.string().exactOptional().describe('SESSION-ID, where its sender gave it an id'),
  target: seq.exactOptional().describe('the seq that it edits, deletes, reacts or replies to'),
} as const;

export const message = z.object({ type: z.literal('message'), ...messageFields });

export const member = z.object({
  name: fields.name,
  status: fields.status,
  role: fields.role,
  colour: fields.shownColour.exactOptional(),
  bot: fields.bot,
});

export const roomSummary = z.object({
  name: fields.room,
  topic: fields.topic,
  count: fields.count,
  description: note.exactOptional(),
  visibility: fields.visibility
    .exactOptional()
    .describe('private ones are listed to their own alone'),
});

/** How a room is kept; both the answer to who asks and the news of a change. */
export const roomState = {
  room: fields.room,
  visibility: fields.visibility,
  description: note.describe('what the room is for; empty: not said'),
  slow: fields.slow,
  owner: fields.name.exactOptional(),
  moderators: z.array(fields.name),
  invited: z.array(fields.name).exactOptional().describe('of a private room'),
  by: fields.name.exactOptional().describe('who changed it'),
} as const;

/** An act of moderation; both the answer to who did it and the news of it. */
export const moderated = {
  action: fields.action,
  room: fields.room.exactOptional().describe('without: the whole server'),
  name: fields.name.exactOptional(),
  address: fields.address.exactOptional(),
  by: fields.name.exactOptional(),
  until: fields.timestamp.exactOptional(),
  reason: note.exactOptional(),
} as const;

/** One session of an account, as its owner sees it. */
export const ownSession = z.object({
  session: fields.session,
  since: fields.timestamp,
  seen: fields.timestamp.describe('when it was last connected'),
  client: note.describe('which program'),
  address: fields.address.describe('where it last came from'),
  isConnected: z.boolean(),
  isThis: z.boolean().describe('the one that asks'),
});
