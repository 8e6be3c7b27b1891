// Every event: what the server says unasked.
import { z } from 'zod';
import { fields, messageFields, moderated, roomState } from './fields.ts';

function row<Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  about: string,
  shape: Fields,
) {
  return { about, schema: z.object({ type: z.literal(type), ...shape }) };
}

const { room, name, note, count } = fields;

export const byeReasons = [
  'shutting-down',
  'slow-consumer',
  'idle',
  'replaced',
  'kicked',
  'banned',
  'logged-out',
] as const;

export const events = {
  message: row('message', 'Something was said.', messageFields),
  presence: row('presence', 'Someone came, went, or changed status.', {
    room,
    name,
    state: z.enum(['joined', 'left', 'online', 'away']),
    count,
    reason: note.exactOptional(),
    role: fields.role.exactOptional().describe('of who joined; a guest’s is left out'),
    colour: fields.shownColour.exactOptional(),
    bot: fields.bot,
  }),
  renamed: row('renamed', 'Someone in a shared room has another name now.', {
    from: name,
    name,
  }),
  count: row('count', 'How many are in a room of more than 500, at most once a second.', {
    room,
    count,
  }),
  typing: row('typing', 'Someone is writing.', { room, name }),
  read: row('read', 'Another device of the account has read so far.', { room, seq: fields.seq }),
  invited: row('invited', 'Someone asks one into a room.', { room, by: name }),
  kicked: row('kicked', 'One was put out of a room.', {
    room,
    by: name,
    reason: note.exactOptional(),
  }),
  moderated: row('moderated', 'Somebody was put out, banned, muted, or let go again.', moderated),
  room: row('room', 'A room one is in is kept in another way now.', roomState),
  ping: row('ping', 'Asks for a sign of life; answer `pong`.', {}),
  bye: row('bye', 'The connection ends.', {
    reason: z.enum(byeReasons).catch('shutting-down'),
    reconnect: z.boolean().describe('whether coming back makes sense'),
  }),
} as const;

export type EventType = keyof typeof events;
export type EventOf<Type extends EventType> = z.infer<(typeof events)[Type]['schema']>;
export type Event = { [Type in EventType]: EventOf<Type> }[EventType];
export type ByeReason = (typeof byeReasons)[number];
