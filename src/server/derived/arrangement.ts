// All of the log as parts in their order: those in the index, those in memory, and the gaps between.
import { closeSync } from 'node:fs';
import { Gap } from './gap.ts';
import { GrowingParts } from './growing-parts.ts';
import type { Part } from './part.ts';
import { beforeFirst, findSources, type Live, type Source } from './source.ts';
import { StoredParts } from './stored-parts.ts';

/** Who changes what is stored or growing calls `arrange` then. */
export class Arrangement {
  readonly stored = new StoredParts();
  /** Of the live file: full ones that are not in the index yet, and the one that grows. */
  readonly growing: GrowingParts;
  #sources: Source[] = [];
  #parts: readonly Part[] = [];

  constructor(partBytes: number) {
    this.growing = new GrowingParts(partBytes);
  }

  /** The files of the log, the oldest first. */
  get sources(): readonly Source[] {
    return this.#sources;
  }

  /** Every part, the oldest first. */
  get parts(): readonly Part[] {
    return this.#parts;
  }

  /** Neither indexed nor what the growing part is about to take in. */
  isLeft(part: Part): part is Gap {
    const last = this.growing.last;
    return part instanceof Gap && !(part.source === last?.source && part.start >= last.end);
  }

  /** Looks for the files again; those that are gone are closed. */
  findSources(logPath: string, live: Live): void {
    this.#sources = findSources(logPath, live, this.#sources);
  }

  startGrowing(): void {
    const source = this.#sources.find(({ isLive }) => isLive);
    const indexed = this.stored.parts.filter((part) => part.source === source);
    if (source !== undefined) this.growing.start(source, indexed);
    this.arrange();
  }

  /** Puts all parts in their order: those that are indexed, and what lies between them. */
  arrange(): void {
    this.stored.sort(this.#sources);
    this.#parts = this.#sources.flatMap((source) => this.#partsOf(source));
  }

  #partsOf(source: Source): Part[] {
    const all = [...this.stored.parts, ...this.growing.all];
    const indexed = all.filter((part) => part.source === source);
    const parts: Part[] = [];
    let end = Math.max(source.size, indexed.at(-1)?.end ?? 0);
    let below = source.below;
    for (const part of indexed.reverse()) {
      if (part.end < end) parts.push(new Gap(source, part.end, end, part.last, below));
      parts.push(part);
      end = part.start;
      below = Math.min(below, part.firstSeq ?? below);
    }
    if (end > 0) parts.push(new Gap(source, 0, end, beforeFirst(source), below));
    return parts.reverse();
  }

  close(): void {
    this.growing.drop();
    this.#parts = [];
    for (const { fd } of this.#sources.splice(0)) closeSync(fd);
  }
}
