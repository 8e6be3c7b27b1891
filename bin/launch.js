// How both programs start: ready first when this is a checkout, then on a Node that is new enough.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { followParent, runChild } from './child.js';
import { findProjectNode, isNewEnough } from './find-node.js';

/**
 * @param {object} program
 * @param {string} program.name as people type it
 * @param {string} program.script URL of the script in this folder
 * @param {string} program.main what the script starts, relative to this folder
 * @param {NodeJS.Signals} program.whenOrphaned see `followParent`
 */
export async function launch({ name, script, main, whenOrphaned }) {
  followParent(whenOrphaned);
  const version = process.versions.node;

  // Packages have no scripts folder: what they need is in them. Children of scripts/run.mjs are ready.
  // Nodes before 18 have no npm that could install: the child will look, if there can be one.
  const freshen = new URL('../scripts/fresh.mjs', import.meta.url);
  const isReady = process.env.PARTYLINE_READY !== undefined;
  if (!isReady && parseInt(version, 10) >= 18 && existsSync(freshen)) {
    const { makeFreshOrExit } = await import(freshen.href);
    await makeFreshOrExit();
    process.env.PARTYLINE_READY = '1';
  }

  if (isNewEnough(version)) {
    nodeModule.enableCompileCache();
    await import(new URL(main, import.meta.url).href);
    return;
  }

  const node = findProjectNode();
  if (node === undefined) {
    console.error(`${name} needs Node 24 or newer, this is v${version}: https://nodejs.org`);
    process.exit(1);
  }
  runChild(node, [fileURLToPath(script), ...process.argv.slice(2)]);
}
