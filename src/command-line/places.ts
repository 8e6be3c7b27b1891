// Where files of settings lie: the project's, the person's, the system's, or the one that was named.
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';
import type { TomlReader } from './settings-file.ts';

export const fileName = 'partyline.toml';

/** Whose file it is. */
export type Owner = 'named' | 'project' | 'user' | 'system';

export interface Place {
  readonly owner: Owner;
  readonly path: string;
}

/** Around the program; tests have their own. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  readonly system: string;
  readonly platform: string;
  /** Reads files; left out where there are none. */
  readonly toml?: TomlReader | undefined;
}

export function surroundings(env: Environment = process.env): Surroundings {
  const { platform } = process;
  return { env, cwd: workingFolder(), home: homeFolder(), system: '/etc/partyline', platform };
}

/** With what reads files, which takes time to load, and most have none. */
export async function readingSurroundings(argv: readonly string[]): Promise<Surroundings> {
  const around = surroundings();
  const isNamed = Boolean(around.env.PARTYLINE_CONFIG) || argv.some((each) => /^--c/.test(each));
  const hasFiles = isNamed || usualPlaces(around).some(({ path }) => existsSync(path));
  return hasFiles ? { ...around, toml: await import('smol-toml') } : around;
}

/** The strongest first. */
export function usualPlaces(around: Surroundings): readonly Place[] {
  const user = { owner: 'user', path: userFile(around) } as const;
  const system = { owner: 'system', path: join(around.system, fileName) } as const;
  const project = { owner: 'project', path: join(around.cwd, fileName) } as const;
  const others = around.platform === 'win32' ? [user] : [user, system];
  // Who stands in the folder of another one means that one, with all that it may say.
  const isAnother = others.some(({ path }) => isSame(path, project.path));
  return isAnother ? others : [project, ...others];
}

/** In the person's folder of settings. The XDG rules want an absolute path; another one is as if it was not there. */
export function userFile({
  env,
  home,
  platform,
}: Pick<Surroundings, 'env' | 'home' | 'platform'>): string {
  const xdg = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : undefined;
  const usual = join(home, '.config');
  const folder = platform === 'win32' ? env.APPDATA || usual : (xdg ?? usual);
  return join(folder, 'partyline', fileName);
}

/** Some who run in containers have none: then files are looked for where there are none either. */
export function homeFolder(): string {
  try {
    return homedir() || '/';
  } catch {
    return '/';
  }
}

/** It may be deleted meanwhile: then nothing is found in it. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
