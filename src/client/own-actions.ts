// What the program's own commands do: to the preferences, to the keys, and to the file of both.
import { checkRoomName, isRefusal, showRoom } from '../protocol/index.ts';
import type { Client } from '../sdk/client.ts';
import { shownKey } from '../ui/key-names.ts';
import type { OwnActions } from '../ui/own-commands.ts';
import { inVainWords, lacksCode } from '../ui/password-wishes.ts';
import { keyList, readWish, type Settable, shownValue } from '../ui/set-words.ts';
import type { ConfigFile } from './config-file.ts';
import { shownPath } from './own-folders.ts';
import { isMuted, isPreference, preferenceTable } from './preferences.ts';

/** A longer answer would push the talk out of sight. */
const mostLines = 20;

const lackedCode =
  'Here one registers by an invitation: /register CODE with the code you were given.';

/**
 * @param showLong lays an answer over the messages, to be scrolled and closed
 * @param askPassword asks for it in place of the input line
 */
export function createOwnActions(
  client: Pick<Client, 'getState' | 'notice'>,
  file: ConfigFile,
  showLong: (text: string) => void,
  askPassword: OwnActions['askPassword'],
): OwnActions {
  return {
    set(rest) {
      const wish = readWish(rest, settable());
      if ('problem' in wish) return complain(wish.problem);
      if ('say' in wish) return say(wish.say);
      if ('name' in wish) {
        if (!isPreference(wish.name)) return false;
        const problem = file.setPreference(wish.name, wish.value);
        return told(`${shownValue(wish.name, settable())}.`, problem);
      }
      const problem = file.setKey(wish.key, wish.action);
      return told(`${shownKey(wish.key)}: ${wish.action ?? 'as ever'}.`, problem);
    },
    toggleMute(name) {
      const room = checkRoomName(name || client.getState().current);
      if (isRefusal(room)) return complain(room.message);
      const { mute } = file.config.preferences;
      const rest = mute.filter((one) => one !== room);
      const wanted = rest.length === mute.length ? [...mute, room] : rest;
      const problem = file.setPreference('mute', wanted.length === 0 ? undefined : wanted);
      const isNow = isMuted(file.config.preferences, room);
      return told(`${showRoom(room)} is ${isNow ? 'muted' : 'no longer muted'}.`, problem);
    },
    showKeys: (word) => say(keyList(file.config.keymap, word)),
    askPassword(wish) {
      const state = client.getState();
      const why = lacksCode(wish, state) ? lackedCode : inVainWords(wish, state);
      return why === undefined ? askPassword(wish) : complain(why);
    },
    complain,
  };

  function settable(): Settable {
    const { preferences, keymap } = file.config;
    return { table: preferenceTable, values: preferences, keymap };
  }

  function say(text: string): true {
    if (text.split('\n').length > mostLines) showLong(text);
    else client.notice(text);
    return true;
  }

  function complain(text: string): false {
    client.notice(text, 'problem');
    return false;
  }

  function told(done: string, problem: string | undefined): true {
    client.notice(done);
    if (problem === undefined) return true;
    const why = problem.replace(/\.$/, '');
    client.notice(`Until you leave: ${shownPath(file.path)} is as it was: ${why}.`, 'problem');
    return true;
  }
}
