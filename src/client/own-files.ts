// The person's own files, joined with the screen: what is preferred, how keys are bound, what was being written.
import type { Client } from '../sdk/client.ts';
import type { Clock } from '../sdk/clock.ts';
import type { OwnActions } from '../ui/own-commands.ts';
import type { Config } from './config.ts';
import { ConfigFile } from './config-file.ts';
import { InputFile } from './input-file.ts';
import { createOwnActions } from './own-actions.ts';
import { configPath, type Environment, inputPath, shownPath } from './own-folders.ts';
import type { Screen } from './screen.ts';

export interface OwnFiles {
  readonly own: OwnActions;
  /** What is wrong with the files, a line each, to be told when there is a room to tell it in. */
  readonly problems: readonly string[];
  /** Call on every way out: writes what is not written yet, at once. */
  readonly flush: () => void;
}

/** Reads them into the screen, and keeps them from then on. Call before the first frame. */
export function openOwnFiles(
  screen: Screen,
  client: Client,
  clock: Clock,
  env: Environment,
  address: string,
  askPassword: OwnActions['askPassword'],
): OwnFiles {
  const obey = ({ preferences, keymap }: Config): void => {
    screen.update((ui) => ({ ...ui, preferences, keymap }));
    client.setPresenceHidden(!preferences.presence);
  };
  const file = new ConfigFile(configPath(env), obey);
  const name = client.getState().me.name;
  const input = new InputFile(inputPath(env, address, name), clock, (problem) => {
    client.notice(problem, 'problem');
  });
  const { editors, problem } = input.read();
  const { problems } = file.config;
  obey(file.config);
  screen.update((ui) => ({ ...ui, editors }));
  screen.subscribe(() => input.see(screen.ui));
  const showLong = (text: string): void => {
    const overlay = { kind: 'sheet', shows: { text }, from: 0 } as const;
    screen.update((ui) => ({ ...ui, overlay }));
  };
  return {
    own: createOwnActions(client, file, showLong, askPassword),
    problems: [
      ...problems.map((told) => `${shownPath(file.path)}: ${told}`),
      ...(problem === undefined ? [] : [problem]),
    ],
    flush: () => input.flush(),
  };
}
