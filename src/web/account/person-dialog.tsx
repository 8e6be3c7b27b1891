// Who somebody is, and what can be done: talk alone, and keep the room civil where one may.
import { useMemo } from 'react';
import { type ReplyOf, showRoom } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { lay, talkTo } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import { Terms } from '../overlays/help.tsx';
import { hueOf } from '../pane/name-hue.ts';
import type { Overlay } from '../ui-state.ts';
import { useAsked } from './asked.ts';
import { momentWords } from './moments.ts';
import { mayActOn } from './rights.ts';

const acts: readonly { readonly does: 'kick' | 'mute' | 'ban'; readonly words: string }[] = [
  { does: 'kick', words: 'Put out…' },
  { does: 'mute', words: 'Mute…' },
  { does: 'ban', words: 'Ban…' },
];

export function PersonDialog({ name, room }: Extract<Overlay, { kind: 'person' }>) {
  const desk = useDesk();
  const me = useChat((state) => state.me.name);
  const mayAct = useChat((state) => mayActOn(state, room, name));
  const request = useMemo(() => ({ type: 'whois', name }) as const, [name]);
  const { answer, problem } = useAsked(request, 'profile');
  return (
    <Dialog title={safeText(name)} className="details person">
      <p className="problem" role="alert">
        {safeText(problem)}
      </p>
      {answer === undefined ? problem === '' && <p>One moment…</p> : <Card profile={answer} />}
      <div className="answers">
        {name === me ? (
          <button type="button" onClick={() => lay(desk, { kind: 'me' })}>
            That is you
          </button>
        ) : (
          <button type="button" className="main" onClick={() => talkTo(desk, name)}>
            Talk alone
          </button>
        )}
        {mayAct &&
          acts.map(({ does, words }) => (
            <button
              key={does}
              type="button"
              onClick={() => lay(desk, { kind: 'moderate', does, name, room })}
            >
              {words}
            </button>
          ))}
      </div>
    </Dialog>
  );
}

function Card({ profile }: { readonly profile: ReplyOf<'profile'> }) {
  const { name, displayName, about, colour } = profile;
  return (
    <>
      {displayName !== undefined && displayName !== '' && (
        <p className={`display-name ${hueOf(name, colour)}`}>{safeText(displayName)}</p>
      )}
      {about !== undefined && about !== '' && <p>{safeText(about)}</p>}
      <Terms entries={entriesOf(profile)} />
    </>
  );
}

function entriesOf(profile: ReplyOf<'profile'>): (readonly [string, string])[] {
  const { status, text, role, bot, rooms, since, seen, registered, client } = profile;
  const known: (readonly [string, string | undefined])[] = [
    ['is', text ? `${status}: ${safeText(text)}` : status],
    ['role', bot ? `${role}, bot` : role],
    ['here since', since && momentWords(since)],
    ['last seen', seen && momentWords(seen)],
    ['with', client && safeText(client)],
    ['registered', registered && momentWords(registered)],
    ['in', rooms.map((room) => safeText(showRoom(room))).join(', ')],
  ];
  return known.flatMap(([term, meaning]) => (meaning ? [[term, meaning] as const] : []));
}
