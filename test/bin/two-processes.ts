// A program in two processes for child.test.ts: started as the parent, it runs itself as the child.
import { fileURLToPath } from 'node:url';
import { followParent, runChild } from '../../bin/child.js';

if (process.argv[2] === 'child') beChild();
else runChild(process.execPath, [fileURLToPath(import.meta.url), 'child']);

function beChild(): void {
  followParent('SIGKILL');
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => console.log(signal));
  process.on('SIGINT', () => process.exit(7));
  // Keeps running until it is ended.
  setInterval(() => {}, 60_000);
  console.log(process.pid);
}
