// Questions that Enter answers with yes, and Escape with no.

import { safeText } from '../../ui/safe-text.ts';
import { useDesk } from '../hooks.ts';
import { send } from '../line/submit.ts';
import type { Overlay } from '../ui-state.ts';
import { Dialog } from './dialog.tsx';

interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
}

function Question({ title, text, yes, onYes }: QuestionProps) {
  const desk = useDesk();
  const close = () => desk.updateNow((ui) => ({ ...ui, overlay: undefined }));
  return (
    <Dialog title={title}>
      <p>{text}</p>
      <div className="answers">
        <button
          type="button"
          className="main"
          // The answer that Enter gives.
          ref={(button) => button?.focus()}
          onClick={() => {
            close();
            onYes();
          }}
        >
          {yes}
        </button>
        <button type="button" onClick={close}>
          No
        </button>
      </div>
    </Dialog>
  );
}

export function DeleteQuestion({ room, seq, text, of }: Extract<Overlay, { kind: 'delete' }>) {
  const desk = useDesk();
  const remove = () => {
    desk.client.delete(room, seq);
    desk.update((ui) => ({ ...ui, selected: undefined }));
    desk.composer.focus();
  };
  const title = of === undefined ? 'Delete it?' : `Delete what ${safeText(of)} said?`;
  return <Question title={title} text={`“${safeText(text)}”`} yes="Delete" onYes={remove} />;
}

export function SendQuestion({ lines }: Extract<Overlay, { kind: 'send' }>) {
  const desk = useDesk();
  const text = `Send these ${lines} lines as one message?`;
  const yes = () => {
    desk.composer.focus();
    send(desk);
  };
  return <Question title="Many lines" text={text} yes="Send" onYes={yes} />;
}
