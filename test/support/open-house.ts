// A server in this process, on a free port, with its files and its page in a folder that goes with the test.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { RunningServer } from '../../src/server/running-server.ts';
import { startServer } from '../../src/server/server.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';

export interface HouseOptions extends Partial<ServerOptions> {
  /** The page's files, by path. */
  readonly page?: Readonly<Record<string, string | Uint8Array>>;
}

export async function openHouse(
  t: TestContext,
  options: HouseOptions = {},
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  const { page = {}, web = {}, ...others } = options;
  const pageFolder = join(folder, 'page');
  for (const [path, content] of Object.entries(page)) {
    await mkdir(dirname(join(pageFolder, path)), { recursive: true });
    await writeFile(join(pageFolder, path), content);
  }
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    version: 'test',
    logPath: join(folder, 'log.txt'),
    web: web && { folder: pageFolder, ...web },
    ...others,
    settings: { durability: 'os', ...others.settings },
  });
  t.after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  return server;
}
