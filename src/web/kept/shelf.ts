// A browser's storage as the page uses it: it may be full, forbidden or filled by others, and nobody falls over that.

/** Texts by name, that outlive the page. */
export interface Shelf {
  get(name: string): string | undefined;
  /** @returns false where it could not be kept */
  set(name: string, text: string): boolean;
}

/** What of a browser's storage is used; a test gives a map. */
export type Stored = Pick<Storage, 'getItem' | 'setItem'>;

/** @param open gives the storage, or throws where the browser forbids it */
export function shelfIn(open: () => Stored, prefix: string): Shelf {
  return {
    get(name) {
      try {
        return open().getItem(prefix + name) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(name, text) {
      try {
        open().setItem(prefix + name, text);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Keeps nothing, for a page that has no place of its own. */
export const noShelf: Shelf = { get: () => undefined, set: () => false };
