// The client for people who listen, started: with their own file, and what calls them.
import type { Client } from '../../sdk/client.ts';
import { systemClock, systemOffset } from '../../sdk/node/clock.ts';
import type { PasswordWish } from '../../ui/own-commands.ts';
import { say as sayTo } from '../commands/command.ts';
import { ConfigFile } from '../config-file.ts';
import { runByLines } from '../line-loop.ts';
import { createOwnActions } from '../own-actions.ts';
import { configPath, shownPath } from '../own-folders.ts';
import { keepCalled } from './called.ts';
import { askPasswords } from './passwords.ts';
import { SpokenTalker } from './spoken-talker.ts';

/** Where the server is, and what is to be done with the account. */
export interface SpokenPlace {
  readonly address: string;
  readonly isPrivate: boolean;
  /** The session is one's own from here on. */
  readonly claim: () => void;
}

/** @returns the exit code */
export function runSpoken(
  client: Client,
  place: SpokenPlace,
  leave: () => Promise<unknown>,
): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const isAtTerminal = stdin.isTTY === true;
  const obey = (): void => client.setPresenceHidden(!file.config.preferences.presence);
  const file = new ConfigFile(configPath(process.env), obey);
  obey();
  const say = (line: string): void => void stdout.write(`${line}\n`);
  const talker = new SpokenTalker({
    client,
    tools: {
      say,
      offset: systemOffset,
      now: systemClock.now,
      times: () => file.config.preferences.times,
      isEchoed: isAtTerminal,
    },
    explain: (why) => sayTo({ stderr }, why),
    own: (ask, sayLong) => createOwnActions(client, file, sayLong, ask),
    problems: file.config.problems.map((told) => `${shownPath(file.path)}: ${told}`),
    hasEmoji: () => file.config.preferences.emoji,
    askPasswords: isAtTerminal ? asking : undefined,
  });
  keepCalled(client, {
    preferences: () => file.config.preferences,
    typedMs: () => talker.typedMs,
    stdout,
    env: process.env,
  });
  return runByLines(client, stdin, talker, leave);

  function asking(wish: PasswordWish): Promise<void> {
    const parts = {
      client,
      readableTo: place.isPrivate ? undefined : place.address,
      later: systemClock.setTimer,
      done: place.claim,
    };
    return askPasswords(parts, wish, process, say);
  }
}
