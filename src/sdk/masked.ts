// Lines of the wire as a debug view may show them: without passwords and tokens.

/** Fields that let in whoever has them. */
const secrets: ReadonlySet<string> = new Set(['password', 'new', 'token']);
/** What stands in their place: not even their length is told. */
const mask = '…';
/** In a text within the line the quotes would be escaped. */
const mayHold = /"(?:password|new|token)"/;

/** The line as it is, unless a secret is in it. */
export function masked(line: string): string {
  if (!mayHold.test(line)) return line;
  try {
    return JSON.stringify(JSON.parse(line), (key, value: unknown) =>
      secrets.has(key) && typeof value === 'string' ? mask : value,
    );
  } catch {
    // Whatever it is, nobody can say what of it is secret.
    return mask;
  }
}
