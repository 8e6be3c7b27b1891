// Whose a session and a message are: their names begin with the account, or are a guest's own session.

/** `k3f9x2ab7c` of the account's session `k3f9x2ab7c.w8sd03kf`, and of a guest's session of that name. */
export function ownerOfSession(session: string): string {
  const end = session.indexOf('.');
  return end === -1 ? session : session.slice(0, end);
}

/** The owner of the message with the public id `SESSION-ID`; undefined: it is none of that form. */
export function ownerOfId(publicId: string): string | undefined {
  const end = publicId.indexOf('-');
  return end === -1 ? undefined : ownerOfSession(publicId.slice(0, end));
}

/** Whether it is a session of an account. */
export function isOfAccount(session: string): boolean {
  return session.includes('.');
}
