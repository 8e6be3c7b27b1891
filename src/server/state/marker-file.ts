// The file that keeps read markers over a restart: lines are added, and now and then it is written anew.
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { LineSplitter } from '../../protocol/index.ts';
import type { ReadMarker, ReadMarkers } from '../core/read-markers.ts';
import { formatMarker, maxMarkerLineBytes, parseMarker } from './marker-line.ts';

/** What the operator hears of it; failing is said once, until it works again. */
export type MarkerFileNote =
  | { readonly event: 'read-markers-failed'; readonly code: string; readonly message: string }
  | { readonly event: 'read-markers-recovered' };

export interface MarkerFileOptions {
  readonly path: string;
  /** Empty when the file is opened; afterwards what moves in it is what is saved. */
  readonly markers: ReadMarkers;
  /** What was last used before this is left out. */
  readonly sinceMs: number;
  readonly note: (note: MarkerFileNote) => void;
}

const newline = 0x0a;
/** The newest lines, and no more: many times what a full house of markers takes. */
const maxReadBytes = 32 * 1024 * 1024;
/** Lines made at once, so that they hold the event loop for a millisecond at most. */
const linesAtOnce = 500;
/** The file is written anew when it has so many times the lines that it needs … */
const growth = 4;
/** … and as many as this, below which it is small anyway. */
const fewLines = 1000;

/** Fills the markers with what the file holds. Never rejects: without it, everyone starts to read anew. */
export async function openMarkerFile(options: MarkerFileOptions): Promise<MarkerFile> {
  const file = new MarkerFile(options);
  await file.load(options.sinceMs);
  return file;
}

/** Made by `openMarkerFile`. */
export class MarkerFile {
  readonly #path: string;
  readonly #markers: ReadMarkers;
  readonly #note: (note: MarkerFileNote) => void;
  #lines = 0;
  /** It may end in half a line, which would spoil the one after it. */
  #isTorn = false;
  #anewAtLines = fewLines;
  #isFailing = false;
  #saving: Promise<void> | undefined;

  constructor({ path, markers, note }: MarkerFileOptions) {
    this.#path = path;
    this.#markers = markers;
    this.#note = note;
  }

  async load(sinceMs: number): Promise<void> {
    try {
      const { size } = await stat(this.#path);
      await this.#read(Math.max(0, size - maxReadBytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#failed(error);
    }
    this.#markers.forgetUnusedSince(sinceMs);
  }

  async #read(start: number): Promise<void> {
    const splitter = new LineSplitter(maxMarkerLineBytes);
    for await (const chunk of createReadStream(this.#path, { start })) {
      for (const line of splitter.push(chunk as Buffer)) {
        const saved = parseMarker(line);
        if (saved) this.#markers.restore(saved, saved.usedMs);
        this.#lines++;
      }
      this.#isTorn = (chunk as Buffer).at(-1) !== newline;
    }
  }

  /** Writes what has moved since the last time. Never rejects: what could not be written is tried again with the next call. */
  save(): Promise<void> {
    this.#saving ??= this.#saveMoved().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  /** Waits for what is under way, and saves what has moved since. */
  async close(): Promise<void> {
    await this.#saving;
    await this.save();
  }

  async #saveMoved(): Promise<void> {
    const moved = this.#markers.takeMoved();
    if (moved.length === 0) return;
    try {
      if (this.#isMostlyOld()) await this.#writeAnew();
      else await this.#append(moved);
      this.#worked();
    } catch (error) {
      this.#markers.giveBack(moved);
      this.#failed(error);
    }
  }

  #isMostlyOld(): boolean {
    return this.#lines >= Math.max(this.#anewAtLines, growth * this.#markers.count);
  }

  async #append(moved: readonly ReadMarker[]): Promise<void> {
    const startsTorn = this.#isTorn;
    this.#isTorn = true;
    const file = await open(this.#path, 'a', 0o600);
    await writeAll(file, this.#texts(startsTorn ? '\n' : '', moved));
    this.#isTorn = false;
    this.#lines += moved.length;
  }

  /** Beside it and then in its place, so that at any time there is a whole one. */
  async #writeAnew(): Promise<void> {
    const path = `${this.#path}.new`;
    // Where there is no place for a second one, the first goes on for long before it is tried again.
    this.#anewAtLines = 2 * this.#lines;
    try {
      const file = await open(path, 'w', 0o600);
      await writeAll(file, this.#texts('', this.#markers.all()), 'synced');
      await rename(path, this.#path);
    } catch (error) {
      await rm(path, { force: true }).catch(() => {});
      throw error;
    }
    this.#isTorn = false;
    this.#lines = this.#markers.count;
    this.#anewAtLines = fewLines;
  }

  *#texts(beginning: string, markers: Iterable<ReadMarker>): Iterable<string> {
    let text = beginning;
    let lines = 0;
    for (const marker of markers) {
      text += formatMarker({ ...marker, usedMs: this.#markers.usedMs(marker) });
      lines++;
      if (lines % linesAtOnce > 0) continue;
      yield text;
      text = '';
    }
    if (text !== '') yield text;
  }

  #failed(error: unknown): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    const { code = '', message } = error as NodeJS.ErrnoException;
    this.#note({ event: 'read-markers-failed', code, message });
  }

  #worked(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#note({ event: 'read-markers-recovered' });
  }
}

/** And closes the file, however it ends. */
async function writeAll(
  file: FileHandle,
  texts: Iterable<string>,
  safety?: 'synced',
): Promise<void> {
  try {
    for (const text of texts) await file.appendFile(text);
    if (safety === 'synced') await file.sync();
  } finally {
    await file.close();
  }
}
