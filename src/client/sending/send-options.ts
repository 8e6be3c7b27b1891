// What `send` is asked to do, as far as the command line says it.
import {
  checkRoomName,
  checkUserName,
  isRefusal,
  type Kind,
  parseDuration,
  type Refusal,
} from '../../protocol/index.ts';
import type { Cut } from './input-messages.ts';

export interface SendFlags {
  readonly room?: string;
  readonly to?: string;
  readonly eachLine?: boolean;
  readonly split?: boolean;
  readonly ifAny?: boolean;
  readonly me?: boolean;
  readonly code?: boolean;
  readonly replyTo?: number;
  readonly id?: string;
  readonly queue?: boolean;
  readonly timeout: number;
  readonly json?: boolean;
}

export interface SendWish {
  /** The room, or the person whom it is for. */
  readonly to: { readonly room: string } | { readonly name: string };
  /** Undefined: standard input. */
  readonly text: string | undefined;
  readonly cut: Cut;
  readonly kind: Kind;
  readonly isCode: boolean;
  readonly target: number | undefined;
  readonly id: string | undefined;
  readonly isQueued: boolean;
  /** Nothing to send is no fault. */
  readonly mayBeNothing: boolean;
  readonly patienceMs: number;
  readonly isJson: boolean;
}

/** Room for `-12345` behind it. */
const idPattern = /^[A-Za-z0-9._:-]{1,50}$/;

/** @returns a sentence where it can't be meant */
export function sendWish(
  flags: SendFlags,
  words: readonly string[],
  hasInput: boolean,
): SendWish | string {
  const to = destination(flags);
  if (typeof to === 'string') return to;
  const isInput = words.length === 0 || (words.length === 1 && words[0] === '-');
  if (words.length === 0 && !hasInput) return 'what? Give the text, or - for standard input';
  const text = isInput ? undefined : words.join(' ');
  if (text?.trim() === '') return 'the text is empty';
  const { eachLine = false, split = false, id, queue = false } = flags;
  if (eachLine && split) return 'give --each-line or --split, not both';
  if (id !== undefined && !idPattern.test(id))
    return `--id "${id}" is none: take 1 to 50 of A-Z a-z 0-9 . _ : -`;
  if (id !== undefined && queue && (eachLine || split))
    return '--id with --queue is for one message: leave --each-line and --split out';
  if (flags.me && flags.replyTo !== undefined) return 'give --me or --reply-to, not both';
  return {
    to,
    text,
    cut: eachLine ? 'lines' : split ? 'pieces' : 'whole',
    kind: flags.me ? 'action' : 'text',
    isCode: flags.code === true,
    target: flags.replyTo,
    id,
    isQueued: queue,
    mayBeNothing: flags.ifAny === true || eachLine,
    patienceMs: flags.timeout,
    isJson: flags.json === true,
  };
}

function destination({ room, to }: SendFlags): SendWish['to'] | string {
  if (room !== undefined && to !== undefined) return 'give --room or --to, not both';
  if (to !== undefined) return orWhy(checkUserName(to), (name) => ({ name }));
  if (room === undefined) return 'where? Give --room ROOM, or --to NAME';
  return orWhy(checkRoomName(room), (checked) => ({ room: checked }));
}

function orWhy<Made>(checked: string | Refusal, make: (text: string) => Made): Made | string {
  return isRefusal(checked) ? checked.message : make(checked);
}

/** `30s`, `2m`, or seconds; undefined for anything else. */
export function patienceOf(text: string): number | undefined {
  return parseDuration(/^\d{1,6}$/.test(text) ? `${text}s` : text);
}
