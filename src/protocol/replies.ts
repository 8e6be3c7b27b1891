// Every reply: the one answer that a request gets.
import { z } from 'zod';
import {
  fields,
  member,
  message,
  moderated,
  ownSession,
  roomState,
  roomSummary,
} from './fields.ts';

function row<Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  about: string,
  shape: Fields,
) {
  const schema = z.object({ type: z.literal(type), id: fields.id.exactOptional(), ...shape });
  return { about, schema };
}

const { room, name, note, count } = fields;

const changes = z
  .array(message)
  .exactOptional()
  .describe('later edits, deletions and reactions of these messages, oldest first');

export const replies = {
  welcome: row('welcome', 'The session is open.', {
    version: z.int(),
    name,
    token: fields.token,
    session: z.string(),
    role: fields.role,
    server: z.object({
      name: z.string(),
      version: z.string(),
      timestamp: fields.timestamp,
      durability: z.enum(['os', 'disk']).describe('what an ack survives: kill -9, or a power cut'),
      auth: fields.auth.exactOptional().catch('open'),
    }),
    rooms: z.array(roomSummary),
    limits: z.record(z.string(), z.number()),
    heartbeat: z.number().describe('seconds of silence before a ping'),
  }),
  joined: row('joined', 'One is in the room now.', {
    room,
    topic: fields.topic,
    count,
    members: z.array(member).describe('the first 200'),
    messages: z.array(message).describe('oldest first'),
    changes,
    more: fields.more.describe('there are more messages: ask `history`'),
    last: fields.seq.describe("the room's newest"),
    read: fields.seq.exactOptional().describe('how far one has read, if that is known'),
    unread: fields.count.exactOptional().describe('by others after `read`; 1,000: or more'),
  }),
  left: row('left', 'One is out of the room.', { room }),
  ack: row('ack', 'The message is in the log.', {
    room,
    seq: fields.seq,
    timestamp: fields.timestamp,
    duplicate: z.literal(true).exactOptional().describe('it was there already'),
  }),
  history: row('history', 'A page of messages.', {
    room,
    messages: z.array(message).describe('oldest first'),
    changes,
    more: fields.more,
  }),
  results: row('results', 'What was found.', {
    messages: z.array(message).describe('newest first'),
    changes,
    more: fields.more,
    before: fields.seq.exactOptional().describe('with `more`: ask for what is older than this'),
    partial: z
      .literal(true)
      .exactOptional()
      .describe('the index is still being made: older messages are not in it yet'),
  }),
  rooms: row('rooms', 'The rooms.', { rooms: z.array(roomSummary), more: fields.more }),
  members: row('members', 'Who is in the room.', {
    room,
    members: z.array(member),
    count,
    more: fields.more,
  }),
  named: row('named', 'The new name, and the token that goes with it.', {
    name,
    token: fields.token,
  }),
  status: row('status', 'The status is set.', {
    status: fields.status,
    text: note.exactOptional(),
  }),
  registered: row('registered', 'The name is one’s own, and the session that of its account.', {
    name,
    token: fields.token,
    session: fields.session,
    role: fields.role,
  }),
  changed: row('changed', 'The password is another one.', {
    ended: z.int().min(0).describe('how many other sessions that ended'),
  }),
  profile: row('profile', 'Who somebody is.', {
    name,
    status: z
      .enum(['online', 'away', 'offline'])
      .describe('whether the person looks at the screen; offline: an account that is not here'),
    role: fields.role,
    rooms: z.array(room).describe('those that both are in'),
    text: note.exactOptional().describe('what the status says'),
    since: fields.timestamp.exactOptional().describe('when the session came'),
    client: note.exactOptional(),
    displayName: note.exactOptional(),
    about: note.exactOptional(),
    colour: fields.shownColour.exactOptional(),
    bot: fields.bot,
    registered: fields.timestamp.exactOptional().describe('since when the name is an account'),
    seen: fields.timestamp
      .exactOptional()
      .describe('of an account that is not here: when it last was'),
  }),
  sessions: row('sessions', 'One’s sessions.', { sessions: z.array(ownSession) }),
  revoked: row('revoked', 'That session is over.', { session: fields.session }),
  moderated: row('moderated', 'It is done.', moderated),
  bans: row('bans', 'Who is banned or muted; the newest first.', {
    bans: z.array(
      z.object({
        action: z.enum(['ban', 'mute']),
        name: name.exactOptional(),
        address: fields.address.exactOptional(),
        by: name,
        since: fields.timestamp,
        until: fields.timestamp.exactOptional(),
        reason: note.exactOptional(),
      }),
    ),
    more: fields.more,
  }),
  read: row('read', 'How far one has read.', { room, seq: fields.seq }),
  room: row('room', 'How the room is kept.', roomState),
  pong: row('pong', 'A sign of life.', {
    timestamp: z.union([z.string(), z.number()]).exactOptional(),
  }),
  error: row('error', 'The request was refused.', {
    code: fields.code,
    message: z.string().describe('says what to do'),
    retryAfterMs: z.number().exactOptional(),
    suggestion: z.string().exactOptional().describe('with name-taken: one that is free'),
  }),
} as const;

export type ReplyType = keyof typeof replies;
export type ReplyOf<Type extends ReplyType> = z.infer<(typeof replies)[Type]['schema']>;
export type Reply = { [Type in ReplyType]: ReplyOf<Type> }[ReplyType];
