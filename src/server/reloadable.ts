// What SIGHUP can change of a server that runs, and what of it waits for a restart.
import type { Settled } from '../command-line/layered.ts';
import type { Config } from './config.ts';
import type { Settings } from './core/settings.ts';

/** What a running server takes over. */
export interface Reloadable {
  readonly bounds: Partial<Settings>;
  readonly proxies: readonly string[];
  readonly origins: readonly URL[];
  readonly metricsToken: string | undefined;
}

export function reloadableOf({ settings, proxies, web }: Config): Reloadable {
  // How the log is written is decided when it is opened.
  const { durability: _, ...bounds } = settings;
  const { origins = [], metricsToken } = web || {};
  return { bounds, proxies, origins, metricsToken };
}

/** Keys whose values are others now: those that are taken over, and those that are not before a restart. */
export function changedKeys(running: Config, read: Config) {
  const changed = read.settled.filter(({ option, value }) => {
    // Written out, as two addresses that differ are alike in their fields.
    return JSON.stringify(settledIn(running, option.key)?.value) !== JSON.stringify(value);
  });
  const keys = (isReloadable: boolean) =>
    changed
      .filter(({ option }) => option.isReloadable === isReloadable)
      .map(({ option }) => option.key);
  return { taken: keys(true), waiting: keys(false) };
}

/** What the server runs with once it has taken over what it can. */
export function takenOver(running: Config, read: Config): Config {
  const settled = read.settled.map((each) => {
    return each.option.isReloadable ? each : (settledIn(running, each.option.key) ?? each);
  });
  return { ...read, settled };
}

function settledIn({ settled }: Config, key: string): Settled | undefined {
  return settled.find((each) => each.option.key === key);
}
