// Somebody who comes to this machine's server and stays until told to go: what a client does first, and no more.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { haveServer } from '../../src/client/machine-server.ts';
import { transportFound } from '../../src/sdk/node/find-server.ts';
import { ownPlaces } from '../../src/sdk/node/own-places.ts';

const server = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));
const program = { node: process.execPath, args: [server] };
const { env } = process;
const had = await haveServer({ places: ownPlaces(env), env, program, usual: nobodyThere() }, true);
if ('problem' in had) throw new Error(had.problem);
const opened = Promise.withResolvers<void>();
const link = transportFound(had.found).open({
  onOpen: opened.resolve,
  onLines() {},
  onClose: (why) => opened.reject(new Error(why)),
});
await opened.promise;
console.log(had.isStarted ? 'started' : 'found');
await once(process.stdin.resume(), 'end');
link.close();

function nobodyThere() {
  return { host: '127.0.0.1', port: 1 };
}
