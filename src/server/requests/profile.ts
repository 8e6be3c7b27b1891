// `profile`: what an account says of itself, and that nobody can look like somebody else by it.
import { isRefusal, nameKeys, type RequestOf } from '../../protocol/index.ts';
import type { Account, Profile } from '../core/accounts.ts';
import type { Ask, Chat } from '../core/chat.ts';
import { type Outcome, refusal, refused, reply } from '../core/outcome.ts';
import { tellAbout } from '../core/presence.ts';
import { checkNote } from './check-note.ts';
import { profileOf } from './whois.ts';

/** Answered with one's profile as others see it; what the request leaves out stays. */
export function profile(ask: Ask, request: RequestOf<'profile'>): Outcome {
  const { chat, session } = ask;
  const wanted = checkProfile(ask, request);
  if ('does' in wanted) return wanted;
  if (Object.keys(wanted).length > 0) {
    const account = chat.accounts.setProfile(session.owner, wanted);
    if (isRefusal(account)) return refused(account);
    if (!account) return refusal('auth-failed', 'There is no such account any more.');
    showColour(ask, account);
  }
  return reply(profileOf(ask, session, request));
}

function checkProfile(ask: Ask, request: RequestOf<'profile'>): Profile | Outcome {
  const { displayName, about, colour } = request;
  const name = displayName === undefined ? undefined : checkNote(displayName.trim());
  if (typeof name === 'object') return name;
  const text = about === undefined ? undefined : checkNote(about);
  if (typeof text === 'object') return text;
  if (name !== undefined && isAnothers(ask.chat, name, ask.session.owner)) {
    return refusal('name-taken', `"${name}" looks like somebody else's name: take another.`);
  }
  return {
    ...(name === undefined ? {} : { displayName: name }),
    ...(text === undefined ? {} : { about: text }),
    ...(colour === undefined ? {} : { colour }),
  };
}

/** Also with what no name can hold taken out, such as spaces and what cannot be seen. */
function isAnothers(chat: Chat, displayName: string, owner: string): boolean {
  const plain = displayName.normalize('NFKC').replace(notOfNames, '');
  const keys = [...nameKeys(displayName), ...nameKeys(plain)];
  return keys.some((key) => {
    const holders = [
      chat.hub.holderOf(key),
      chat.accounts.holderOf(key),
      chat.names.keptFor(key, chat.now()),
    ];
    return holders.some((holder) => holder !== undefined && holder !== owner);
  });
}

const notOfNames = /[^\p{L}\p{M}\p{Nd}\-_.]|\p{Default_Ignorable_Code_Point}/gu;

function showColour({ chat, session }: Ask, { colour }: Account): void {
  if (session.colour === colour) return;
  for (const each of chat.hub.sessionsOf(session.owner)) each.colour = colour;
  tellAbout(chat.hub, session);
}
