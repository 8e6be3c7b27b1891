// One line of JSON as the message it is, held to the rules of everything that is said; or why it is none.
import { z } from 'zod';
import { checkContent } from '../../protocol/content.ts';
import { isRefusal, type Refusal } from '../../protocol/errors.ts';
import { fields, messageFields } from '../../protocol/fields.ts';
import { limits } from '../../protocol/limits.ts';
import { isTwoOwners } from '../../protocol/log-line.ts';
import type { Entry } from '../../protocol/messages.ts';
import {
  checkRoomName,
  checkUserName,
  isDirectMember,
  isDirectRoom,
} from '../../protocol/names.ts';
import { isChange } from './changes.ts';

/** As a member gets it, but nothing of it may be read with indulgence; `prev` follows from the log. */
const schema = z.object({
  ...messageFields,
  type: z.literal('message'),
  kind: fields.kind,
  seq: z.int().min(1),
  prev: z.unknown().optional(),
  // The server puts the session's name before the sender's id.
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,200}$/)
    .exactOptional(),
  target: z.int().min(1).exactOptional(),
  between: z.custom<readonly [string, string]>(isTwoOwners, 'not two owners').exactOptional(),
});

/** Names that were checked lately: most lines are by the same people in the same rooms. */
const maxRemembered = 10_000;
/** Clocks differ; but a log never goes back, so a time far ahead would be the time of all that follows. */
const maxAheadMs = 86_400_000;

/** Hears the lines of one import in order. */
export class ImportReader {
  readonly #nowMs: number;
  #last = 0;
  readonly #rooms = new Checked(checkRoomName);
  readonly #names = new Checked(checkUserName);

  /** @param nowMs milliseconds since 1970 */
  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /** The message as the log would hold it; as a string, what is wrong. */
  read(line: string): Entry | string {
    const value = parse(line);
    if (typeof value === 'string') return value;
    const { type: _, prev: __, ...message } = value;
    const room = this.#rooms.check(message.room);
    if (isRefusal(room)) return room.message;
    const sender = this.#names.check(message.sender);
    if (isRefusal(sender)) return sender.message;
    const content = checkContent(message.kind, message.content);
    if (isRefusal(content)) return content.message;
    const entry: Entry = { ...message, room, sender, content };
    return this.#fault(entry) ?? entry;
  }

  #fault({ room, seq, kind, sender, timestamp, target, between }: Entry): string | undefined {
    if (seq <= this.#last) return `seq ${seq} does not grow: ${this.#last} is before it`;
    this.#last = seq;
    if (target === undefined && isChange(kind)) return `"${kind}" needs a "target"`;
    if (target !== undefined && target >= seq) return `"target" ${target} is not before it`;
    if (isDirectRoom(room) && !isDirectMember(room, sender))
      return `${sender} is not one of the two of ${room}`;
    if (between !== undefined && !isDirectRoom(room))
      return `"between" is for direct rooms, and ${room} is none`;
    return this.#timeFault(timestamp);
  }

  #timeFault(timestamp: string): string | undefined {
    const ms = Date.parse(timestamp);
    if (Number.isNaN(ms) || new Date(ms).toISOString() !== timestamp || timestamp.length !== 24)
      return '"timestamp" is no time such as 2026-11-20T12:00:00.123Z';
    return ms > this.#nowMs + maxAheadMs ? '"timestamp" is in the future' : undefined;
  }
}

type Message = z.infer<typeof schema>;

function parse(line: string): Message | string {
  if (line.length > limits.maxReplyLineBytes) return 'too long for a message';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'no JSON: give one message a line, as "export --json" prints it';
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path[0];
  return field === undefined
    ? 'no JSON object: give one message a line'
    : `"${String(field)}" is missing or wrong: ${issue?.message}`;
}

class Checked {
  readonly #check: (raw: string) => string | Refusal;
  readonly #good = new Map<string, string>();

  constructor(check: (raw: string) => string | Refusal) {
    this.#check = check;
  }

  check(raw: string): string | Refusal {
    const known = this.#good.get(raw);
    if (known !== undefined) return known;
    const checked = this.#check(raw);
    if (isRefusal(checked)) return checked;
    if (this.#good.size >= maxRemembered) this.#good.clear();
    this.#good.set(raw, checked);
    return checked;
  }
}
