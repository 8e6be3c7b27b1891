// What lies beside the log: files of the server's own, and older parts of the log that rotation left.

/** What the server's own files beside the log are called: the log's name and one of these. */
const ownSuffixes = [
  '.lock',
  '.key',
  '.torn',
  '.read',
  '.index.db',
  '.accounts.db',
  '.hooks.db',
] as const;
const compressed = /\.(?:gz|bz2|xz|zst|lz4|zip|Z)$/;

/** Whether a file of that name, in the log's folder, may be an older part of the log. */
export function isRotatedName(logName: string, name: string): boolean {
  if (!name.startsWith(`${logName}.`) || compressed.test(name)) return false;
  const rest = name.slice(logName.length);
  // Also what begins so: SQLite's journal, a copy of it, a file that is about to take its place.
  return !ownSuffixes.some(
    (suffix) =>
      rest === suffix || (/^[.-]/.test(rest.slice(suffix.length)) && rest.startsWith(suffix)),
  );
}

/** What a file of the log holds, from its first `seq` to its last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** In order, and only what has something that those before it have not: a copy doubles nothing. */
export function withoutCopies<File extends Span>(files: readonly File[]): File[] {
  let last = 0;
  const sorted = files.toSorted((one, other) => one.first - other.first || other.last - one.last);
  return sorted.filter((file) => {
    const isNew = file.last > last;
    last = Math.max(last, file.last);
    return isNew;
  });
}
