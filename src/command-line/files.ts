// The files of settings that count, the strongest first, and why one can't be taken.
import { lstatSync } from 'node:fs';
import { type Place, type Surroundings, usualPlaces } from './places.ts';
import { readSettingsFile, type SettingsFile } from './settings-file.ts';
import { shown } from './shown.ts';

export interface Files {
  readonly files: readonly SettingsFile[];
  /** A line each: with one of them the program is not to run. */
  readonly problems: readonly string[];
  /** A line each, of what is left out. */
  readonly warnings: readonly string[];
}

export const noFiles: Files = { files: [], problems: [], warnings: [] };

/**
 * @param flag what `--config` names: that file alone, or `none`. PARTYLINE_CONFIG does the same, but its
 *   file may be missing: a client makes it when it has something to keep.
 */
export function findFiles(flag: string | undefined, around: Surroundings): Files {
  const named = flag ?? (around.env.PARTYLINE_CONFIG || undefined);
  if (named === 'none') return noFiles;
  if (named === undefined) return gathered(usualPlaces(around), around);
  const found = gathered([{ owner: 'named', path: named }], around);
  const isMissing = found.files.length + found.problems.length === 0;
  if (!isMissing || flag === undefined) return found;
  return { ...found, problems: [`there is no ${shown(named)}`] };
}

function gathered(places: readonly Place[], { toml }: Surroundings): Files {
  const files: SettingsFile[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const place of places) {
    const file = readSettingsFile(place, toml);
    if (file === undefined) continue;
    if (isForeign(place, file)) warnings.push(leftOut(place));
    else if (typeof file === 'string') problems.push(file);
    else files.push(file);
  }
  return { files, problems, warnings };
}

/**
 * Whether somebody else has put it there: in a folder that all may write to, as /tmp, anybody could leave
 * one for whoever starts a program in it. What lies in one's own folders is one's own choice.
 */
function isForeign({ owner, path }: Place, file: SettingsFile | string): boolean {
  if (owner !== 'project') return false;
  const link = lstatSync(path, { throwIfNoEntry: false })?.uid;
  const uids = typeof file === 'string' ? [link] : [link, file.uid];
  const own = process.getuid?.();
  return own !== undefined && uids.some((uid) => uid !== undefined && uid !== 0 && uid !== own);
}

function leftOut({ path }: Place): string {
  return `${shown(path)} belongs to somebody else, and is left out: --config ${shown(path)} takes it`;
}
