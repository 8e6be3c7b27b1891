// Where the client keeps files of its own: as the system and the environment say.
import { devNull } from 'node:os';
import { join } from 'node:path';
import { homeFolder, userFile } from '../command-line/places.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The file of preferences and keys; PARTYLINE_CONFIG names another one, or none. */
export function configPath(
  env: Environment,
  platform: string = process.platform,
  home = homeFolder(),
): string {
  const named = env.PARTYLINE_CONFIG;
  if (named) return named === 'none' ? devNull : named;
  return userFile({ env, home, platform });
}

/** What was written in whose name at which server. */
export function inputPath(...whose: Parameters<typeof stateFolder>): string {
  return join(stateFolder(...whose), 'input.json');
}

/** What waits to be sent, and what was sent under an id. */
export function outboxPath(...whose: Parameters<typeof stateFolder>): string {
  return join(stateFolder(...whose), 'outbox.db');
}

/** Which rooms were open. */
export function openRoomsPath(...whose: Parameters<typeof stateFolder>): string {
  return join(stateFolder(...whose), 'rooms.json');
}

/** How the servers showed who they are, whatever one's name is there. */
export function knownServersPath(
  env: Environment,
  platform = process.platform,
  home = homeFolder(),
): string {
  return join(stateRoot(env, platform, home), 'known_servers');
}

/** All that is kept beside the config file; PARTYLINE_STATE names another folder. */
export function statePath(
  env: Environment,
  platform = process.platform,
  home = homeFolder(),
): string {
  return stateRoot(env, platform, home);
}

/** The token of an account; without a name, which account was used last. */
export function accountPath(...whose: Parameters<typeof stateFolder>): string {
  return join(stateFolder(...whose), 'account.json');
}

/** A folder for each name at each server; PARTYLINE_STATE names another one for all of them. */
function stateFolder(
  env: Environment,
  address: string,
  name: string,
  platform = process.platform,
  home = homeFolder(),
): string {
  const who = name === '' ? '' : `${name}@`;
  return join(stateRoot(env, platform, home), encodeURIComponent(who + address));
}

function stateRoot(env: Environment, platform: string, home: string): string {
  const fallback = join(home, '.local', 'state');
  const folder = folderOf(env.XDG_STATE_HOME, env.LOCALAPPDATA, fallback, platform);
  return env.PARTYLINE_STATE || join(folder, 'partyline');
}

/** As people write it: short where it is in their home. */
export function shownPath(path: string, home = homeFolder()): string {
  return home !== '/' && path.startsWith(join(home, '/'))
    ? join('~', path.slice(home.length))
    : path;
}

/** The XDG rules want an absolute path; another one is as if it was not there. */
function folderOf(
  xdg: string | undefined,
  windows: string | undefined,
  fallback: string,
  platform: string,
): string {
  if (platform === 'win32') return windows || fallback;
  return xdg?.startsWith('/') === true ? xdg : fallback;
}
