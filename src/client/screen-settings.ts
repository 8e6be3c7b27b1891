// The preferences and keys of the person's file as `chat-client config` prints them.

import type { More } from '../command-line/config-command.ts';
import type { Surroundings } from '../command-line/places.ts';
import { isTable, type Table } from '../command-line/said.ts';
import { readSettingsFile, type SettingsFile } from '../command-line/settings-file.ts';
import { type Row, wrapped } from '../command-line/settings-shown.ts';
import { ConfigFile } from './config-file.ts';
import { configPath } from './own-folders.ts';
import { preferenceNames, preferenceOf } from './preferences.ts';

/** @param config what `--config` names, instead of what the environment says */
export function screenSettings(config: string | undefined, around: Surroundings): More {
  const { platform, home, toml } = around;
  const env = config === undefined ? around.env : { ...around.env, PARTYLINE_CONFIG: config };
  const path = configPath(env, platform, home);
  const { preferences, problems } = new ConfigFile(path).config;
  const file = readSettingsFile({ owner: 'user', path }, toml);
  // What can't be read was refused before.
  const read = typeof file === 'object' ? file : undefined;
  const client = tableIn(read?.document, 'client');
  const own: readonly Row[] = preferenceNames.map((name) => ({
    key: name,
    value: preferences[name],
    where: client[name] === undefined ? undefined : read?.at(['client', name]),
  }));
  return {
    rows: [...own, ...keyRows(client, read)],
    sample: sample(),
    problems: problems.map((each) => `${path}: ${each}`),
  };
}

function keyRows(client: Table, file: SettingsFile | undefined): readonly Row[] {
  return Object.entries(tableIn(client, 'keys')).map(([key, value]) => ({
    key: `keys.${key}`,
    value,
    where: file?.at(['client', 'keys', key]),
  }));
}

function tableIn(table: Table | undefined, name: string): Table {
  const inner = table?.[name];
  return isTable(inner) ? inner : {};
}

function sample(): string {
  const entries = preferenceNames.map((name) => {
    const { help, fallback, write, canBe } = preferenceOf(name);
    return `\n${wrapped(`${help} (${canBe})`)}# ${name} = ${write(fallback)}\n`;
  });
  return `${entries.join('')}\n# [client.keys]\n# ctrl-o = "switcher"\n`;
}
