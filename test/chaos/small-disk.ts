// A disk that can be filled up: a small file system in memory, which needs root and mount.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @returns why there can be none here */
  static mount(folder: string, mebibytes: number): SmallDisk | string {
    try {
      const options = ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder];
      execFileSync('mount', options, { stdio: 'pipe' });
      return new SmallDisk(folder);
    } catch (error) {
      return `needs root and mount, to have a disk that fills up: ${String(error).split('\n')[0]}`;
    }
  }

  /** To the last byte. */
  fill(): void {
    const fd = openSync(this.#ballast, 'a');
    try {
      for (let length = 65_536; length >= 1; ) {
        try {
          writeSync(fd, Buffer.alloc(length));
        } catch {
          length = Math.floor(length / 2);
        }
      }
    } finally {
      closeSync(fd);
    }
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}
