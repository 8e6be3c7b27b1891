// A list of accounts: in columns for people, in fields or as JSON for programs.
import stringWidth from 'string-width';
import type { ListedAccount } from '../accounts/operator-accounts.ts';

export type ListForm = 'columns' | 'fields' | 'json';

const heads = ['name', 'role', 'registered', 'seen', 'sessions'];
const gap = '  ';

export function tableOfAccounts(accounts: readonly ListedAccount[], form: ListForm): string {
  if (form === 'json') return asLines(accounts.map(asJson));
  const rows = accounts.map((account) => fieldsOf(account, form === 'columns'));
  if (form === 'fields') return asLines(rows.map((fields) => fields.join('\t')));
  return asLines(inColumns([heads, ...rows]));
}

function asJson({ id, name, role, registered, seen, sessions }: ListedAccount): string {
  return JSON.stringify({ id, name, role, registered, seen, sessions });
}

/** Names hold nothing that a terminal would obey: their rules see to that. */
function fieldsOf(account: ListedAccount, isShort: boolean): string[] {
  const { name, role, registered, seen, sessions } = account;
  const time = (text: string) => (isShort ? text.slice(0, 16).replace('T', ' ') : text);
  return [name, role, time(registered), time(seen), String(sessions)];
}

/** In cells, as a character can take two or none. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => cellsOf(row[at]))));
  return rows.map((row) =>
    row
      .map((field, at) => field + ' '.repeat((widths?.[at] ?? 0) - cellsOf(field)))
      .join(gap)
      .trimEnd(),
  );
}

function cellsOf(text = ''): number {
  return stringWidth(text);
}

export function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
