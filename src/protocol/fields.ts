// The fields that requests, replies and events are made of, each described once.
import { z } from 'zod';
import { errors } from './errors.ts';
import { limits } from './limits.ts';

const note = z.string().max(limits.maxNoteLength);
const seq = z.int().min(0);

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

export const member = z.object({ name: fields.name, status: fields.status, role: fields.role });

export const roomSummary = z.object({
  name: fields.room,
  topic: fields.topic,
  count: fields.count,
});
