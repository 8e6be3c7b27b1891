// Every request: its fields, its reply, what it is for.
import { z } from 'zod';
import { fields } from './fields.ts';
import { limits } from './limits.ts';

/** One row: `reply` is the type of the good answer, or none. */
function row<Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  reply: string | undefined,
  about: string,
  shape: Fields,
) {
  const schema = z.object({ type: z.literal(type), id: fields.id.exactOptional(), ...shape });
  return { reply, about, schema };
}

const { room, name, note, seq, password } = fields;

export const requests = {
  hello: row('hello', 'welcome', 'Opens a session, or with a token takes it over.', {
    version: z.int().exactOptional().describe('of the protocol: 1'),
    name: name.exactOptional().describe('the wish; without one the server finds a name'),
    token: fields.token.exactOptional(),
    another: z
      .boolean()
      .exactOptional()
      .describe("with an account's token: a session of its own, beside the one of the token"),
    password: password.exactOptional().describe('with `name`: comes in as that account'),
    heartbeat: z.boolean().exactOptional().describe('both sides ping after 30 s of silence'),
    bot: z.boolean().exactOptional().describe('a program, not a person'),
    client: note.exactOptional().describe('which program, for the operator'),
  }),
  join: row('join', 'joined', 'Enters a room, and gets what was said there.', {
    room,
    since: seq.exactOptional().describe('what came after it, instead of the newest'),
    limit: fields.page.exactOptional().describe('messages wanted, 0 to 500; 50 unless told'),
  }),
  leave: row('leave', 'left', 'Goes out of a room.', { room }),
  send: row('send', 'ack', 'Says something in a room, or to one person.', {
    room: room.exactOptional(),
    to: name.exactOptional().describe('instead of a room: the direct room with this person'),
    kind: fields.kind.exactOptional(),
    content: fields.content.exactOptional().describe('1 to 4,000 characters; none to delete'),
    target: seq.min(1).exactOptional().describe('what it edits, deletes, reacts or replies to'),
  }),
  history: row(
    'history',
    'history',
    'A page of what was said before or after a place, or since a time.',
    {
      room,
      before: seq.exactOptional().describe('the newest page before it'),
      after: seq.exactOptional().describe('the oldest page after it'),
      at: fields.timestamp.exactOptional().describe('the oldest page of that time or later'),
      limit: fields.page.exactOptional(),
    },
  ),
  search: row('search', 'results', 'Finds messages by their words.', {
    query: z
      .string()
      .max(limits.maxQueryLength)
      .describe('words, "phrases", prefix*, from: in: before: after:'),
    room: room.exactOptional().describe('only there'),
    sender: name.exactOptional().describe('only theirs'),
    before: seq.exactOptional().describe('only older ones: how the next page is asked for'),
    limit: fields.page.exactOptional(),
  }),
  rooms: row('rooms', 'rooms', 'Lists the rooms that one can join.', {
    prefix: fields.prefix.exactOptional(),
  }),
  members: row('members', 'members', 'Lists who is in a room, by name, 200 at a time.', {
    room,
    prefix: fields.prefix.exactOptional(),
    after: name.exactOptional().describe('go on after this name'),
    limit: z.int().min(1).max(200).exactOptional(),
  }),
  name: row('name', 'named', 'Takes another name.', { name }),
  status: row('status', 'status', 'Says whether one is there.', {
    status: fields.status,
    text: note.exactOptional(),
  }),
  register: row('register', 'registered', 'Makes the name an account of one’s own.', {
    password: password.describe('8 characters or more'),
    code: z.string().max(100).exactOptional().describe('where the server asks for an invitation'),
  }),
  login: row('login', 'welcome', 'Comes in by name and password, as another session.', {
    name,
    password,
  }),
  logout: row('logout', 'bye', 'Ends the session of an account for good.', {}),
  password: row('password', 'changed', 'Changes the password; ends all other sessions.', {
    password: password.describe('as it is'),
    new: password.describe('as it shall be'),
  }),
  unregister: row('unregister', 'bye', 'Deletes the account, and ends all its sessions.', {
    password,
  }),
  whois: row('whois', 'profile', 'Who somebody is.', { name }),
  profile: row('profile', 'profile', 'Says who one is; an empty text takes it back.', {
    displayName: note.exactOptional(),
    about: note.exactOptional(),
    colour: z.union([fields.colour, z.literal('')]).exactOptional(),
  }),
  sessions: row('sessions', 'sessions', 'Lists the sessions of one’s account.', {}),
  revoke: row('revoke', 'revoked', 'Ends one of them at once.', { session: fields.session }),
  moderate: row('moderate', 'moderated', 'Keeps a room, or all of the server, civil.', {
    action: fields.action,
    room: room.exactOptional().describe('without: the whole server'),
    name: name.exactOptional().describe('whom'),
    address: fields.address.exactOptional().describe('instead of a name: an address or a network'),
    until: fields.timestamp.exactOptional().describe('without: for good'),
    reason: note.exactOptional(),
  }),
  bans: row('bans', 'bans', 'Lists who is banned or muted.', {
    room: room.exactOptional().describe('without: on the whole server'),
  }),
  room: row('room', 'room', 'Tells how a room is kept, and changes it.', {
    room,
    visibility: fields.visibility.exactOptional(),
    description: note.exactOptional(),
    slow: fields.slow.exactOptional(),
    invite: name.exactOptional(),
    uninvite: name.exactOptional(),
    role: fields.roomRole.exactOptional().describe('for `name`'),
    name: name.exactOptional().describe('whom to give the role'),
  }),
  read: row('read', 'read', 'Keeps how far one has read.', {
    room,
    seq: seq.describe('the newest one seen; it never goes back'),
  }),
  typing: row('typing', undefined, 'Tells the room that one is writing.', { room }),
  ping: row('ping', 'pong', 'Asks for a sign of life.', {
    timestamp: z
      .union([z.string().max(64), z.number()])
      .exactOptional()
      .describe('comes back'),
  }),
  pong: row('pong', undefined, 'Answers the server’s ping.', {
    timestamp: z.union([z.string().max(64), z.number()]).exactOptional(),
  }),
} as const;

export type RequestType = keyof typeof requests;
export type RequestOf<Type extends RequestType> = z.infer<(typeof requests)[Type]['schema']>;
export type Request = { [Type in RequestType]: RequestOf<Type> }[RequestType];
