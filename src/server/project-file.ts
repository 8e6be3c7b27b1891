// What the file of settings of the folder that one stands in may have the server do, and what is said of it.
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Settled } from '../command-line/layered.ts';
import { fileName } from '../command-line/places.ts';

/** What these name is written: in a folder that somebody else has made, a line of theirs could be put into any file. */
const written: readonly string[] = ['log', 'operator_log', 'about_file', 'socket'];

/** @returns one line, where it names a file that lies elsewhere: whoever means that says it */
export function whyNotOfFolder(settled: readonly Settled[], folder: string): string | undefined {
  const far = ofFolder(settled).find(({ option, value }) => {
    return written.includes(option.key) && leadsOut(String(value), folder);
  });
  if (far === undefined) return undefined;
  const { option, source } = far;
  return `${source?.where}: ${option.key} is outside of this folder: say --config ${fileName} if that is meant`;
}

/** One line, so that nobody serves by somebody else's settings unawares; undefined: none of them hold. */
export function wordsOfFolder(settled: readonly Settled[]): string | undefined {
  const held = ofFolder(settled);
  const file = held[0]?.source?.where.replace(/:\d+$/, '');
  const keys = held.map(({ option }) => option.key);
  return file === undefined ? undefined : `settings of ${file} hold: ${keys.join(', ')}`;
}

function ofFolder(settled: readonly Settled[]): readonly Settled[] {
  return settled.filter(({ source }) => source?.owner === 'project');
}

function leadsOut(path: string, folder: string): boolean {
  const place = placeOf(resolve(folder, path));
  if (place === undefined) return true;
  const way = relative(realpathSync(folder), place);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

/** Behind all links; undefined: one of them leads nowhere yet, and would make a file there. */
function placeOf(path: string): string | undefined {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return realpathSync(path);
  } catch {
    return undefined;
  }
  if (dirname(path) === path) return path;
  const above = placeOf(dirname(path));
  return above === undefined ? undefined : join(above, basename(path));
}
