// One's account: all that can be done with it.
import { safeText } from '../../ui/safe-text.ts';
import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { Overlay } from '../ui-state.ts';
import { logOutHere } from './log-out.ts';

const ways: readonly { readonly words: string; readonly to: Overlay }[] = [
  { words: 'Your profile', to: { kind: 'profile' } },
  { words: 'Your sessions', to: { kind: 'sessions' } },
  { words: 'Change the password', to: { kind: 'password' } },
  { words: 'Delete the account', to: { kind: 'unregister' } },
];

export function AccountDialog() {
  const desk = useDesk();
  const name = useChat((state) => state.me.name);
  return (
    <Dialog title={`You are ${safeText(name)}`} className="account">
      <ul className="ways">
        {ways.map(({ words, to }) => (
          <li key={to.kind}>
            <button type="button" onClick={() => lay(desk, to)}>
              {words}
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => logOutHere(desk)}>
            Log out
          </button>
          <span className="note">in all tabs of this browser</span>
        </li>
      </ul>
    </Dialog>
  );
}
