// All that is known of a message, as a dialog.
import { useChat } from '../hooks.ts';
import type { Overlay } from '../ui-state.ts';
import { Dialog } from './dialog.tsx';
import { Terms } from './help.tsx';
import { detailsOf } from './message-details.ts';
import { Scrolls } from './scrolls.tsx';

export function Details({ room, seq }: Extract<Overlay, { kind: 'details' }>) {
  const state = useChat((now) => now);
  const details = detailsOf(state, room, seq);
  if (details === undefined) {
    return (
      <Dialog title="Message">
        <p>That message is no longer held.</p>
      </Dialog>
    );
  }
  return (
    <Dialog title="Message" className="details">
      <Scrolls label="What is known of it">
        <Terms entries={details.entries} />
        <pre>{details.text}</pre>
        {details.before !== undefined && (
          <section>
            <h3>Before it was edited</h3>
            <pre>{details.before}</pre>
          </section>
        )}
      </Scrolls>
    </Dialog>
  );
}
