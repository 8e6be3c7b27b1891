// The sessions of one's account: where each is, since when and with what, and the way to end it.
import { useMemo } from 'react';
import type { ReplyOf } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import { Scrolls } from '../overlays/scrolls.tsx';
import { useAsked } from './asked.ts';
import { logOutHere } from './log-out.ts';
import { momentWords } from './moments.ts';

type OwnSession = ReplyOf<'sessions'>['sessions'][number];

export function SessionsDialog() {
  const desk = useDesk();
  const request = useMemo(() => ({ type: 'sessions' }) as const, []);
  const { answer, problem, askAgain, tell } = useAsked(request, 'sessions');
  const end = async ({ session, isThis }: OwnSession) => {
    if (isThis) return logOutHere(desk);
    await tell({ type: 'revoke', session }, 'revoked');
    askAgain();
  };
  return (
    <Dialog title="Your sessions" className="sessions">
      <p role="alert" className="problem">
        {safeText(problem)}
      </p>
      <Scrolls label="Where you are logged in">
        <ul className="own-sessions">
          {answer?.sessions.map((session) => (
            <li key={session.session}>
              <SessionLine session={session} onEnd={() => void end(session)} />
            </li>
          ))}
        </ul>
        {answer === undefined && problem === '' && <p>One moment…</p>}
      </Scrolls>
      <p className="foot">
        Ending one cannot be undone; it can log in again. Change the password where somebody else
        was in.
      </p>
    </Dialog>
  );
}

interface SessionLineProps {
  readonly session: OwnSession;
  readonly onEnd: () => void;
}

function SessionLine({ session, onEnd }: SessionLineProps) {
  const { client, address, since, seen, isConnected, isThis } = session;
  const what = safeText(client) || 'a program that does not say which';
  return (
    <>
      <div className="about">
        <strong>{what}</strong>
        {isThis && <span className="this">this one</span>}
        <div className="note">
          {safeText(address)}, since {momentWords(since)},{' '}
          {isConnected ? 'connected now' : `last seen ${momentWords(seen)}`}
        </div>
      </div>
      <button
        type="button"
        aria-label={`${isThis ? 'Log out here' : 'End'}: ${what}, ${safeText(address)}, since ${momentWords(since)}`}
        onClick={onEnd}
      >
        {isThis ? 'Log out' : 'End'}
      </button>
    </>
  );
}
