// Under which names the browser keeps what is this page's.

/** @param base the page's address: what lies under another path is another server's */
export function prefixOf(base: string): string {
  return `partyline ${new URL('.', base).pathname} `;
}

/** Where the sessions of accounts are that the browser has, whatever is in there. */
export const accountsPlace = 'accounts';
