// A number for a name, the same on every screen: what its colour is chosen by.

/** FNV-1a of the name as it is compared, so that case makes no difference. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
