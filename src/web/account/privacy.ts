// Whether a password gets to the server unread by others: by https, or within this machine.

/** Browsers call both secure. */
export const isPrivate = (): boolean => window.isSecureContext;

export const plainTextWords =
  'This page came by plain http: whoever is on the way can read the password. Ask for https.';
