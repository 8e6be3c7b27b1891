// What the commands do, by requests to the server and by what stands in the state.
import {
  checkContent,
  checkRoomName,
  checkUserName,
  directRoom,
  foldName,
  isRefusal,
  type Refusal,
  type Reply,
  type ReplyOf,
  type ReplyType,
  type Request,
  showRoom,
} from '../protocol/index.ts';
import type { Outcome } from './account.ts';
import { emojiOf } from './emoji.ts';
import { createPeopleActions } from './people-actions.ts';
import { profileWords } from './people-words.ts';
import { pickMessage, type Said, type Whose } from './picks.ts';
import { newSearch, searchPage, searchWords, withResults } from './search.ts';
import type { Session } from './session.ts';
import { type Actions, helpFor } from './slash.ts';
import type { Search, State } from './state.ts';
import { readWhere, whereWords } from './where.ts';
import { memberWords, roomWords } from './words.ts';

const shortNames = 'A short name such as :+1: or :tada: will do.';
const notConnected = 'Not connected: try again when you are.';

/** What the client itself does for a command. */
export interface ClientFace {
  getState(): State;
  send(
    room: string,
    content: string,
    options: { kind: 'text' | 'action' | 'topic'; target?: number },
  ): unknown;
  edit(room: string, seq: number, text: string): unknown;
  delete(room: string, seq: number): unknown;
  react(room: string, seq: number, emoji: string): unknown;
  show(room: string): void;
  leave(room: string): void;
  goTo(room: string, seq: number): unknown;
  goToTime(room: string, atMs: number): unknown;
  goToUnread(room: string): number | undefined;
  endVisit(): void;
  setStatus(status: 'online' | 'away', text?: string): void;
  stop(): unknown;
  logOut(): Outcome;
}

/** For a command typed in this room: that is where its answers appear. */
export function createActions(room: string, session: Session, client: ClientFace): Actions {
  const say = (text: string) => session.notice(room, 'info', text);
  const complain = (text: string) => session.notice(room, 'problem', text);

  function ask<Type extends ReplyType>(
    request: Request,
    reply: Type,
    done: (reply: ReplyOf<Type>) => void,
  ): void {
    const refused = (error: ReplyOf<'error'>) => complain(errorWords(error));
    if (session.isLive) session.ask(request, { reply, done, refused });
    else complain(notConnected);
  }

  /** Goes on with a checked name, or says what is wrong with it. */
  function withName(name: string | Refusal, run: (name: string) => void): void {
    if (isRefusal(name)) complain(name.message);
    else run(name);
  }

  /** Goes on with the message that is meant, or says that there is none. */
  function withMessage(whose: Whose, back: number, run: (message: Said) => void): void {
    const picked = pickMessage(client.getState(), room, whose, back);
    if ('problem' in picked) complain(picked.problem);
    else run(picked.message);
  }

  /** The newest hits, or those older than the last ones. */
  function findMore(search: Search): void {
    const { query, hits, before } = search;
    const from = before === undefined ? {} : { before };
    session.dispatch({ type: 'searched', search: { ...search, isAsking: true } });
    session.ask(
      { type: 'search', query, limit: searchPage, ...from },
      {
        reply: 'results',
        done: (reply) => showFound(withResults(search, reply), hits.length),
        refused: (error) => {
          session.dispatch({ type: 'searched', search: { ...search, isAsking: false } });
          complain(errorWords(error));
        },
      },
    );
  }

  function showFound(search: Search, known: number): void {
    const added = search.hits.slice(known);
    session.dispatch({ type: 'searched', search });
    const text = searchWords(search, added.length);
    session.dispatch({ type: 'noticed', room, kind: 'info', text, hits: added.toReversed() });
  }

  function goToHit(number: number): void {
    const hits = client.getState().search?.hits ?? [];
    const hit = hits[number - 1];
    if (hit) client.goTo(hit.message.room, hit.message.seq);
    else if (hits.length === 0) complain('Search for something first: /search WORDS.');
    else complain(`Take a number from 1 to ${hits.length}, as /search gave them.`);
  }

  /** Who types it sees the message marked, also where it is held. */
  function goToUnread(): void {
    const held = client.goToUnread(room);
    if (held !== undefined) client.goTo(room, held);
    else if (client.getState().quest?.room !== room) say('Nothing is unread here.');
  }

  return {
    room,
    say,
    complain,
    ...createPeopleActions({ room, say, complain, ask }, session, client.logOut),
    send: (content, kind) => client.send(room, content, { kind }),
    edit: (back, text) => withMessage('own', back, ({ seq }) => client.edit(room, seq, text)),
    delete: (back) => withMessage('own', back, ({ seq }) => client.delete(room, seq)),
    react: (back, typed) => {
      const content = checkContent('reaction', emojiOf(typed));
      if (isRefusal(content)) complain(`${content.message} ${shortNames}`);
      else withMessage('any', back, ({ seq }) => client.react(room, seq, content));
    },
    reply: (back, text) =>
      withMessage('others', back, ({ seq }) => {
        client.send(room, text, { kind: 'text', target: seq });
      }),
    join: (name) => withName(checkRoomName(name), client.show),
    leave: (name) => withName(checkRoomName(name), client.leave),
    talkTo: (name, text) => {
      const other = checkUserName(name.replace(/^@/, ''));
      const { me } = client.getState();
      if (me.session === undefined) complain(notConnected);
      else
        withName(isRefusal(other) ? other : directRoom(me.name, other), (direct) => {
          client.show(direct);
          if (text !== '') client.send(direct, text, { kind: 'text' });
        });
    },
    rename: (name) =>
      withName(checkUserName(name), (wish) => {
        ask({ type: 'name', name: wish }, 'named', (reply) => {
          session.tookName(reply.name, reply.token);
        });
      }),
    listRooms: (prefix) => {
      const given = prefix.replace(/^#/, '');
      const request = { type: 'rooms', ...(given === '' ? {} : { prefix: given }) } as const;
      ask(request, 'rooms', ({ rooms, more }) => {
        if (given === '') session.dispatch({ type: 'directory', rooms });
        say(roomWords(rooms, more));
      });
    },
    listUsers: (name) =>
      withName(checkRoomName(name), (of) => {
        ask({ type: 'members', room: of }, 'members', (reply) => {
          session.dispatch({ type: 'listed', reply });
          say(memberWords(of, reply.members, reply.count));
        });
      }),
    search: (query) => {
      const last = client.getState().search;
      if (!session.isLive) complain(notConnected);
      else if (query !== '') findMore(newSearch(query));
      else if (last === undefined) complain('Say what to search for: /search WORDS.');
      else if (last.isAsking) complain('The search is still under way.');
      else if (last.before !== undefined) findMore(last);
      else say(`There is nothing more found for: ${last.query}.`);
    },
    help: (command) => say(helpFor(command)),
    goTo: (typed) => {
      const where = readWhere(typed, session.now(), session.offset);
      if (where === undefined) complain(whereWords);
      else if ('hit' in where) goToHit(where.hit);
      else if ('atMs' in where) client.goToTime(room, where.atMs);
      else if (where.to === 'first') client.goToTime(room, 0);
      else if (where.to === 'now') client.endVisit();
      else goToUnread();
    },
    whois: (name) =>
      ask({ type: 'whois', name: name.replace(/^@/, '') }, 'profile', (reply) => {
        say(profileWords(reply, session.now(), session.offset));
      }),
    setAway: (text) => {
      const isBack = text === '' && client.getState().me.status === 'away';
      client.setStatus(isBack ? 'online' : 'away', text);
      if (isBack) say('You are back.');
      else say(`You are away${text === '' ? '' : `: ${text}`}. /away again: back.`);
    },
    showTopic: () => {
      const topic = client.getState().rooms.get(room)?.topic ?? '';
      say(topic === '' ? `${showRoom(room)} has no topic.` : `${showRoom(room)}: ${topic}`);
    },
    quit: () => client.stop(),
  };
}

function errorWords({ message, suggestion }: Extract<Reply, { type: 'error' }>): string {
  const isTold = suggestion === undefined || foldName(message).includes(foldName(suggestion));
  return isTold ? message : `${message} ${suggestion} is free.`;
}
