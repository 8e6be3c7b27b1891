// The cast of the whole-program tests: a server, and people who sit at its clients.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ChatServer } from '../support/chat-server.ts';
import { PersonAtScreen, type ScreenOptions } from '../support/screen.ts';

const bin = fileURLToPath(new URL('../../bin/chat-client.js', import.meta.url));

/** The build is tested as it is: `npm test` has made it fresh. */
export const ready = { PARTYLINE_READY: '1' } as const;

/** Of programs in pipes: what they keep is nobody's, whatever an earlier run left at the same port. */
export const inPipe = {
  ...process.env,
  ...ready,
  PARTYLINE_STATE: mkdtempSync(join(tmpdir(), 'partyline-state-')),
};
process.on('exit', () => rmSync(inPipe.PARTYLINE_STATE, { recursive: true, force: true }));

export async function serverFor(context: TestContext, ...options: string[]): Promise<ChatServer> {
  const server = await ChatServer.start(...options);
  context.after(() => server.stop());
  return server;
}

/** Someone opens chat-client; the screen is there when it shows the room. */
export async function sitDown(
  context: TestContext,
  port: number,
  name: string,
  options: ScreenOptions & { readonly args?: readonly string[] } = {},
): Promise<PersonAtScreen> {
  const args = [bin, '--port', String(port), '--name', name, ...(options.args ?? [])];
  const person = new PersonAtScreen(process.execPath, args, {
    ...options,
    env: { ...ready, ...options.env },
  });
  context.after(() => person.close());
  await person.sees('● live');
  return person;
}

export { bin };
