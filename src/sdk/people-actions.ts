// What the commands about people and rooms do: each asks the server, and says what came of it.
import {
  foldName,
  type ReplyOf,
  type ReplyType,
  type Request,
  showRoom,
} from '../protocol/index.ts';
import type { Outcome } from './account.ts';
import { keepingOf } from './keeping.ts';
import { keepingWords } from './keeping-words.ts';
import { banWords } from './moderation-words.ts';
import type { PeopleActions } from './people-commands.ts';
import { profileWords, sessionWords } from './people-words.ts';
import type { Session } from './session.ts';

/** What the actions of all commands have in common. */
export interface Speech {
  readonly room: string;
  say(text: string): void;
  complain(text: string): void;
  ask<Type extends ReplyType>(
    request: Request,
    reply: Type,
    done: (reply: ReplyOf<Type>) => void,
  ): void;
}

export function createPeopleActions(
  { room, say, complain, ask }: Speech,
  session: Session,
  logOut: () => Outcome,
): PeopleActions {
  const now = () => session.now();
  const { offset } = session;
  const showProfile = (profile: ReplyOf<'profile'>): void => {
    session.dispatch({ type: 'profiled', profile });
    say(profileWords(profile, now(), offset));
  };

  function toldRevoked(which: string): void {
    ask({ type: 'revoke', session: which }, 'revoked', () => say('That session is over.'));
  }

  return {
    logOut: () => void logOut().then((refused) => refused && complain(refused.message)),
    listSessions: () =>
      ask({ type: 'sessions' }, 'sessions', ({ sessions }) => {
        session.listed = sessions.map((one) => one.session);
        say(sessionWords(sessions, now(), offset));
      }),
    revoke: (which) => {
      const meant = /^\d{1,3}$/.test(which) ? session.listed[Number(which) - 1] : which;
      if (meant !== undefined) return toldRevoked(meant);
      complain('Take a number as /sessions gives them.');
    },
    setProfile: (what, text) =>
      // The server says which colours there are.
      ask({ type: 'profile', [what]: text } as Request, 'profile', showProfile),
    showOwnProfile: () =>
      ask({ type: 'whois', name: session.getState().me.name }, 'profile', showProfile),
    showKeeping: () =>
      ask({ type: 'room', room }, 'room', (reply) => {
        session.dispatch({ type: 'keeping', reply });
        say(keepingWords(room, keepingOf(reply)));
      }),
    keep: (changes) =>
      ask({ type: 'room', room, ...changes }, 'room', (reply) => session.news.answered(reply)),
    moderate: (action, { whom, isAddress, isServer, forMs, reason }) => {
      const until = forMs === undefined ? {} : { until: new Date(now() + forMs).toISOString() };
      const what = {
        ...(isServer ? {} : { room }),
        ...(isAddress ? { address: whom } : { name: whom }),
        ...until,
        ...(reason === '' ? {} : { reason }),
      };
      const isRoomName = action === 'mute' && session.getState().rooms.has(foldName(whom));
      if (isRoomName) say(`To mute the room for yourself: /mute ${showRoom(foldName(whom))}`);
      ask({ type: 'moderate', action, ...what }, 'moderated', (reply) =>
        session.news.acted(reply, room),
      );
    },
    listBans: (isServer) => {
      const where = isServer ? {} : { room };
      ask({ type: 'bans', ...where }, 'bans', (reply) => {
        say(banWords(where.room, reply, now(), offset));
      });
    },
  };
}
