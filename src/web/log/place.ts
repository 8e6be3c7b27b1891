// Which room the address names after its #, and where that room's lines are.

/** `general`; `@alice+bob` for a direct room. Of `##general` and `#%23general` too. */
export function roomOf(hash: string): string {
  return decoded(hash.slice(1)).replace(/^#/, '').trim() || 'general';
}

/** @param base the address of this page */
export function linesOf(room: string, base: string): URL {
  return new URL(`../log/${encodeURIComponent(room)}.txt`, base);
}

/** As people write it. */
export function shown(room: string): string {
  return room.startsWith('@') ? room : `#${room}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
