// An answer that is too long for the room; its lines may be a term and what it means.
import type { Overlay } from '../ui-state.ts';
import { Dialog } from './dialog.tsx';
import { Terms } from './help.tsx';
import { Scrolls } from './scrolls.tsx';

export type LongTextProps = Extract<Overlay, { kind: 'text' }>;

export function LongText({ title, text }: LongTextProps) {
  const entries = text.split('\n').map((line): readonly [string, string] => {
    const [term = '', ...meaning] = line.split(/\s{2,}/);
    return [term, meaning.join('  ')];
  });
  return (
    <Dialog title={title} className="answer">
      <Scrolls label={title}>
        <Terms entries={entries} />
      </Scrolls>
    </Dialog>
  );
}
