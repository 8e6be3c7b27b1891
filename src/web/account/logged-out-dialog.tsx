// The session is over, by one's own hand or by somebody's elsewhere; the ways back.

import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { comeBack } from '../leaving.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { Overlay } from '../ui-state.ts';

export function LoggedOutDialog({ name, words }: Extract<Overlay, { kind: 'logged-out' }>) {
  const desk = useDesk();
  const isOpen = useChat(({ server }) => (server?.auth ?? 'open') === 'open');
  return (
    <Dialog title="You are logged out" isFixed>
      <p>{words} What you wrote and did not send is kept.</p>
      <div className="answers">
        <button
          type="button"
          className="main"
          ref={(button) => button?.focus()}
          onClick={() => lay(desk, { kind: 'login', name })}
        >
          Log in
        </button>
        {isOpen && (
          <button type="button" onClick={() => comeBack(desk)}>
            Go on as a guest
          </button>
        )}
      </div>
    </Dialog>
  );
}
