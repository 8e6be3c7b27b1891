// What the line is for, told over it: the message that is edited or answered, or that a command means.
import { useSyncExternalStore } from 'react';
import { pickLabel } from '../../ui/pick-label.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';

export function AboveLine() {
  const { composer } = useDesk();
  const room = useChat((state) => state.current);
  const composing = useUi((ui) => ui.composing.get(room));
  const { text } = useSyncExternalStore(composer.line.subscribe, composer.line.get);
  const picked = useChat((state) => pickLabel(text, state));
  if (composing === undefined)
    return picked === undefined ? null : <p className="above">{picked}</p>;
  const words =
    composing.does === 'edit'
      ? 'Editing your message: Enter saves it'
      : `Answering ${safeText(composing.sender)}: ${safeText(composing.text)}`;
  return (
    <div className="above">
      <p role="status">{words}</p>
      <button
        type="button"
        onClick={() => {
          composer.abandon();
          composer.focus();
        }}
      >
        Give up <kbd>Esc</kbd>
      </button>
    </div>
  );
}
