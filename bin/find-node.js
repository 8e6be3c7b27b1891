// Where a Node is that is new enough for this package.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const oldestMajor = 24;

/** @param {string} version such as "24.1.0" */
export function isNewEnough(version) {
  return parseInt(version, 10) >= oldestMajor;
}

/**
 * The Node that npm installed beside this package (package "node"), if there is one.
 * @returns {string | undefined} path of the program
 */
export function findProjectNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    const program = process.platform === 'win32' ? 'node.exe' : 'node';
    const path = join(dirname(manifest), 'bin', program);
    return isNewEnough(version) && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
