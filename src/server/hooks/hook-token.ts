// The tokens of webhooks: `3.ID.SECRET`. Their messages are those of one session, which no connection has.

export const idLength = 10;
const form = /^3\.([0-9a-z]{10})\.([\w-]{43})$/;

export function formatToken(id: string, secret: string): string {
  return `3.${id}.${secret}`;
}

export function parseToken(token: string): { id: string; secret: string } | undefined {
  const [, id, secret] = form.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Of the form that an account's sessions have, so that the messages belong to the token. */
export function sessionOfToken(id: string): string {
  return `${id}.webhooks`;
}
