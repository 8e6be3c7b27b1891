// What somebody typed about somebody: whom, where, for how long, and why.

export interface TypedAct {
  /** A name, or an address or network. */
  readonly whom: string;
  readonly isAddress: boolean;
  /** Not this room alone; an address is put out of nothing less. */
  readonly isServer: boolean;
  /** Without: for good. */
  readonly forMs?: number;
  readonly reason: string;
}

/** Stands before or behind the name. */
export const serverFlag = '--server';

const units: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Whoever wants more means for good. */
const maxForMs = 10 * 366 * 86_400_000;

/** `bob 2h spam`, `--server bob`, `192.0.2.0/24 7d`. */
export function readAct(rest: string): TypedAct | { readonly problem: string } {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const flag = words.indexOf(serverFlag);
  const isFlagged = flag === 0 || flag === 1;
  if (isFlagged) words.splice(flag, 1);
  const [named = '', time = ''] = words;
  const whom = named.replace(/^@/, '');
  if (whom === '') return { problem: 'Say whom: a name, or an address.' };
  const forMs = readSpan(time);
  if (forMs === undefined && /^\d+\w?$/.test(time)) return { problem: spanProblem };
  const reason = words.slice(forMs === undefined ? 1 : 2).join(' ');
  const isAddress = looksLikeAddress(whom);
  const how = { whom, isAddress, isServer: isFlagged || isAddress, reason };
  return forMs === undefined ? how : { ...how, forMs };
}

const spanProblem = 'Say for how long as 30m, 2h, 7d or 4w, and nothing for good.';

/** `2h` in milliseconds. */
function readSpan(word: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(word) ?? [];
  const span = Number(count) * (units[unit] ?? Number.NaN);
  return span > 0 && span <= maxForMs ? span : undefined;
}

/** A name may hold digits and dots, but who writes four numbers means an address. */
function looksLikeAddress(word: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/.test(word) || word.includes(':');
}

/** `30`, `30s`, `2m`, `1h`, `off`: seconds between two messages. */
export function readSlow(typed: string): number | undefined {
  if (typed === 'off') return 0;
  const [, count, unit = 's'] = /^(\d{1,5})([smh])?$/.exec(typed) ?? [];
  const each = { s: 1, m: 60, h: 3_600 }[unit] ?? Number.NaN;
  return count === undefined ? undefined : Number(count) * each;
}
