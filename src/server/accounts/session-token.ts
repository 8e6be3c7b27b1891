// The tokens of accounts' sessions: `2.SESSION.SECRET`. The file keeps the secret's hash alone.
const form = /^2\.([0-9a-z]{10}\.[0-9a-z]{8})\.([\w-]{43})$/;

export function formatToken(session: string, secret: string): string {
  return `2.${session}.${secret}`;
}

export function parseToken(token: string): { session: string; secret: string } | undefined {
  const [, session, secret] = form.exec(token) ?? [];
  return session === undefined || secret === undefined ? undefined : { session, secret };
}
