// The commands about who people are and how rooms are kept: accounts, profiles, roles, moderation.
import { colours } from '../protocol/index.ts';
import { readAct, readSlow, serverFlag, type TypedAct } from './moderation-typed.ts';
import type { Actions, Command } from './slash.ts';

/** What those commands may do. */
export interface PeopleActions {
  logOut(): void;
  listSessions(): void;
  /** By its number in the list, or by its name. */
  revoke(which: string): void;
  /** What one says of oneself; an empty text takes it back. */
  setProfile(what: ProfileField, text: string): void;
  showOwnProfile(): void;
  showKeeping(): void;
  keep(changes: RoomWish): void;
  moderate(action: ActionWord, act: TypedAct): void;
  listBans(isServer: boolean): void;
}

export type ProfileField = 'displayName' | 'about' | 'colour';
export type ActionWord = 'kick' | 'ban' | 'unban' | 'mute' | 'unmute';

/** What is to be changed of how a room is kept. */
export interface RoomWish {
  readonly visibility?: 'open' | 'private';
  readonly description?: string;
  readonly slow?: number;
  readonly invite?: string;
  readonly uninvite?: string;
  readonly role?: RoomRole;
  readonly name?: string;
}

const roomRoles = ['owner', 'moderator', 'member'] as const;
type RoomRole = (typeof roomRoles)[number];

const visibilities = ['open', 'private'] as const;

/** As they are typed, and what each is on the wire. */
const profileFields: Readonly<Record<string, ProfileField>> = {
  name: 'displayName',
  about: 'about',
  colour: 'colour',
  color: 'colour',
};

const bareName = (word: string): string => word.replace(/^@/, '');

/** The one word that stands there, and what follows it. */
function split(rest: string): readonly [word: string, text: string] {
  const [, word = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  return [word, text];
}

/** All five begin alike: whom, for how long, why. */
function moderation(name: ActionWord, parameters: string, help: string): Command {
  return {
    name,
    aliases: [],
    arguments: parameters,
    help,
    choices: (before) => (before.length === 0 ? [serverFlag] : []),
    run: (actions, rest) => {
      const act = readAct(rest);
      if ('problem' in act) actions.complain(act.problem);
      else actions.moderate(name, act);
    },
  };
}

const isColour = (text: string): boolean => text === '-' || colours.some((one) => one === text);

function setProfile(actions: Actions, rest: string): void {
  const [word, text] = split(rest);
  const field = profileFields[word.toLowerCase()];
  if (rest === '') actions.showOwnProfile();
  else if (field === undefined) {
    actions.complain('Say what of it: /profile about, /profile name or /profile colour.');
  } else if (field === 'colour' && !isColour(text)) {
    actions.complain(`Say which: ${colours.join(', ')}; - takes it back.`);
  } else actions.setProfile(field, text === '-' ? '' : text.trim());
}

function keepRoom(actions: Actions, rest: string): void {
  const visibility = visibilities.find((one) => one === rest.toLowerCase());
  if (rest === '') actions.showKeeping();
  else if (visibility === undefined) actions.complain('Say /room private or /room open.');
  else actions.keep({ visibility });
}

function giveRole(actions: Actions, rest: string): void {
  const [name, word] = split(rest);
  const role = roomRoles.find((one) => one === word.toLowerCase());
  if (role === undefined)
    actions.complain(`Say /role ${bareName(name)} moderator, member or owner.`);
  else actions.keep({ role, name: bareName(name) });
}

function slowDown(actions: Actions, rest: string): void {
  const slow = readSlow(rest.toLowerCase());
  if (slow === undefined) actions.complain('Say /slow 30, /slow 2m or /slow off.');
  else actions.keep({ slow });
}

/** In the order in which /help shows them. */
export const peopleCommands: readonly Command[] = [
  {
    name: 'profile',
    aliases: [],
    arguments: '[what text]',
    help: 'your about, name or colour; - removes',
    choices: (before) => {
      if (before.length === 0) return ['about', 'name', 'colour'];
      return profileFields[before[0] ?? ''] === 'colour' ? colours : [];
    },
    run: setProfile,
  },
  {
    name: 'logout',
    aliases: [],
    arguments: '',
    help: 'ends this session of your account',
    run: (actions) => actions.logOut(),
  },
  {
    name: 'sessions',
    aliases: [],
    arguments: '',
    help: 'lists where you are logged in',
    run: (actions) => actions.listSessions(),
  },
  {
    name: 'revoke',
    aliases: [],
    arguments: '<N>',
    help: 'ends the session with that number',
    run: (actions, rest) => actions.revoke(rest),
  },
  {
    name: 'room',
    aliases: [],
    arguments: '[open/private]',
    help: 'shows or changes who may come in',
    choices: (before) => (before.length === 0 ? visibilities : []),
    run: keepRoom,
  },
  {
    name: 'describe',
    aliases: [],
    arguments: '<text>',
    help: 'says what it is for; - removes it',
    run: (actions, rest) => actions.keep({ description: rest === '-' ? '' : rest }),
  },
  {
    name: 'invite',
    aliases: [],
    arguments: '<name>',
    help: 'lets somebody into a private room',
    run: (actions, rest) => actions.keep({ invite: bareName(rest) }),
  },
  {
    name: 'uninvite',
    aliases: [],
    arguments: '<name>',
    help: 'takes that back',
    run: (actions, rest) => actions.keep({ uninvite: bareName(rest) }),
  },
  {
    name: 'role',
    aliases: [],
    arguments: '<name> <role>',
    help: 'makes them moderator, member, owner',
    choices: (before) => (before.length === 1 ? roomRoles : []),
    run: giveRole,
  },
  {
    name: 'slow',
    aliases: [],
    arguments: '<time/off>',
    help: 'one message each 30 s, 2m, 1h',
    choices: (before) => (before.length === 0 ? ['off'] : []),
    run: slowDown,
  },
  moderation('kick', '<who> [why]', 'puts somebody out of the room'),
  moderation('ban', '<who> [for why]', 'keeps somebody out: /ban bob 7d spam'),
  moderation('unban', '<who>', 'lets them in again'),
  moderation('mute', '<who> [for why]', 'lets somebody only read: /mute bob 2h'),
  moderation('unmute', '<who>', 'lets them speak again'),
  {
    name: 'bans',
    aliases: [],
    arguments: `[${serverFlag}]`,
    help: 'lists who is banned or muted',
    choices: (before) => (before.length === 0 ? [serverFlag] : []),
    run: (actions, rest) => actions.listBans(rest === serverFlag),
  },
];
