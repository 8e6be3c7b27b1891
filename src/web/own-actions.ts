// What the page's own commands do: to the preferences and to the keys.
import { checkRoomName, isRefusal, showRoom } from '../protocol/index.ts';
import { shownKey } from '../ui/key-names.ts';
import { readChoice, unbound } from '../ui/keymap.ts';
import type { OwnActions, PasswordWish } from '../ui/own-commands.ts';
import { inVainWords } from '../ui/password-wishes.ts';
import { keyList, readWish, type Settable, shownValue } from '../ui/set-words.ts';
import type { Desk } from './desk.ts';
import { lay } from './going.ts';
import { pageKeymap, terminalActions } from './keys/browser-keys.ts';
import { askToNotify } from './outside.ts';
import { isMuted, isPreference, preferenceTable, withPreference } from './preferences.ts';
import type { Overlay, Ui } from './ui-state.ts';

/** A longer answer would push the talk out of sight. */
const mostLines = 20;

/** Passwords are typed in fields of their own. */
const passwordDialogs: Readonly<Record<PasswordWish['does'], (wish: PasswordWish) => Overlay>> = {
  logIn: (wish) => ({ kind: 'login', name: 'name' in wish ? wish.name : '' }),
  register: (wish) => ({ kind: 'register', code: 'code' in wish ? wish.code : '' }),
  changePassword: () => ({ kind: 'password' }),
  unregister: () => ({ kind: 'unregister' }),
};

export function createOwnActions(desk: Desk): OwnActions {
  return {
    set(rest) {
      const wish = readWish(rest, settable());
      if ('problem' in wish) return complain(wish.problem);
      if ('say' in wish) return say('Preferences', wish.say);
      if ('name' in wish) {
        const { name, value } = wish;
        if (!isPreference(name)) return false;
        desk.update((ui) => withChosen(ui, name, value));
        if (name === 'notify' && value === true) ask();
        return say('', `${shownValue(name, settable())}.`);
      }
      desk.update((ui) => withKey(ui, wish.key, wish.action));
      return say('', `${shownKey(wish.key)}: ${wish.action ?? 'as ever'}.`);
    },
    toggleMute(name) {
      const room = checkRoomName(name || desk.state.current);
      if (isRefusal(room)) return complain(room.message);
      toggleMute(desk, room);
      const isNow = isMuted(desk.ui.get().preferences, room);
      return say('', `${showRoom(room)} is ${isNow ? 'muted' : 'no longer muted'}.`);
    },
    showKeys: (word) => say('Keys', pageKeys(keyList(desk.ui.get().keymap, word))),
    askPassword(wish) {
      const why = inVainWords(wish, desk.state);
      if (why !== undefined) return complain(why);
      lay(desk, passwordDialogs[wish.does](wish));
      return true;
    },
    complain,
  };

  function ask(): void {
    void askToNotify().then((problem) => {
      if (problem !== undefined) desk.client.notice(problem, 'problem');
    });
  }

  function settable(): Settable {
    const { preferences, keymap } = desk.ui.get();
    return { table: preferenceTable, values: preferences, keymap };
  }

  /** Without what only a terminal does. */
  function pageKeys(list: string): string {
    const lines = list.split('\n').filter((line) => !terminalActions.has(line.split(' ')[0] ?? ''));
    return lines.join('\n') || 'No key does that on the page.';
  }

  function say(title: string, text: string): true {
    const isLong = text.split('\n').length > mostLines;
    if (!isLong) desk.client.notice(text);
    else desk.update((ui) => ({ ...ui, overlay: { kind: 'text', title, text } }));
    return true;
  }

  function complain(text: string): false {
    desk.client.notice(text, 'problem');
    return false;
  }
}

/** @param room as on the wire */
export function toggleMute(desk: Desk, room: string): void {
  const { mute } = desk.ui.get().preferences;
  const rest = mute.filter((one) => one !== room);
  const wanted = rest.length === mute.length ? [...mute, room] : rest;
  desk.update((ui) => withChosen(ui, 'mute', wanted));
}

/** Undefined: as ever. */
export function withChosen(ui: Ui, name: keyof Ui['preferences'], value: unknown): Ui {
  const { preferences } = withPreference(ui, name, value);
  return { ...ui, preferences };
}

/** Undefined: what it always does. */
function withKey(ui: Ui, key: string, action: string | undefined): Ui {
  const others = Object.entries(ui.keys).filter(([written]) => {
    const choice = readChoice(written, unbound);
    return !('key' in choice) || choice.key !== key;
  });
  const keys = Object.fromEntries(action === undefined ? others : [...others, [key, action]]);
  return { ...ui, keys, keymap: pageKeymap(keys).keymap };
}
