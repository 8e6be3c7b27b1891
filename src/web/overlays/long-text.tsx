// An answer that is too long for the room.
import type { Overlay } from '../ui-state.ts';
import { Dialog } from './dialog.tsx';
import { Scrolls } from './scrolls.tsx';

export type LongTextProps = Extract<Overlay, { kind: 'text' }>;

export function LongText({ title, text }: LongTextProps) {
  return (
    <Dialog title={title || 'Answer'}>
      <Scrolls label={title || 'Answer'}>
        <pre>{text}</pre>
      </Scrolls>
    </Dialog>
  );
}
