// What stands around a row's text: what it replies to, what a search found, its reactions, its fate.
import type { Row, RowHit } from '../../sdk/row.ts';
import type { Tally } from '../../sdk/state.ts';
import { listNames } from '../../sdk/words.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useChat, useDesk } from '../hooks.ts';
import { draftOf } from '../line/composing.ts';
import { useListTools } from './list-tools.ts';
import { hueIn } from './name-hue.ts';

/** What the row replies to, in one line above it; a click goes there. */
export function QuoteLine({ row }: { row: Row }) {
  const { goTo } = useListTools();
  const { target, reply } = row;
  if (target === undefined) return null;
  return (
    <button type="button" className="quote" title="Go to that message" onClick={() => goTo(target)}>
      <span aria-hidden="true">↳ </span>
      <span className="unseen">in reply to </span>
      {reply === undefined ? (
        'an older message'
      ) : (
        <>
          <Name name={reply.sender} />
          {': '}
          <bdi>{safeText(reply.text)}</bdi>
        </>
      )}
    </button>
  );
}

function Name({ name }: { name: string }) {
  const hue = useChat((state) => hueIn(state, name));
  return <bdi className={hue}>{safeText(name)}</bdi>;
}

export function Hits({ hits }: { hits: readonly RowHit[] }) {
  const { client } = useDesk();
  const goTo = (number: number): void => {
    const hit = client.getState().search?.hits[number - 1];
    if (hit) client.goTo(hit.message.room, hit.message.seq);
    else client.notice('Those hits are of an earlier search: search again.', 'problem');
  };
  return (
    <ol className="hits">
      {hits.map(({ number, room, when, sender, text }) => (
        <li key={number}>
          <button type="button" className="hit" onClick={() => goTo(number)}>
            <span className="hit-number">{number}</span>
            <span className="hit-place">
              <bdi>{safeText(room)}</bdi> {when}
            </span>
            <span className="hit-text">
              <Name name={sender} />: <bdi>{safeText(text)}</bdi>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Each is a button that gives the same, or takes one's own back. */
export function Reactions({ row }: { row: Row }) {
  const { client } = useDesk();
  const { reactions, order } = row;
  if (reactions.length === 0) return null;
  return (
    <span className="reactions">
      {reactions.map((tally) => (
        <button
          key={tally.content}
          type="button"
          className="reaction"
          aria-pressed={tally.isOwn}
          title={`${safeText(tally.content)} by ${namesOf(tally)}`}
          onClick={() => client.react(client.getState().current, order, tally.content)}
        >
          {safeText(tally.content)} {tally.count}
          <span className="unseen"> by {namesOf(tally)}</span>
        </button>
      ))}
    </span>
  );
}

function namesOf({ names }: Tally): string {
  return listNames(names.map(safeText));
}

/** What has become of one's own message. */
export function Fate({ row }: { row: Row }) {
  const desk = useDesk();
  const { delivery, why, text } = row;
  if (delivery === 'pending') {
    return <span className="fate pending">{safeText(why ?? 'sending…')}</span>;
  }
  if (delivery !== 'failed') return null;
  const takeBack = (): void => {
    const draft = draftOf(desk.ui.get(), desk.state.current);
    if (draft.trim() === '') desk.composer.replace(text);
    else desk.composer.insert(text);
    desk.composer.focus();
  };
  return (
    <div className="fate failed">
      ✗ not sent: {safeText(why ?? 'refused')}{' '}
      {row.kind === 'text' && (
        <button type="button" onClick={takeBack}>
          write it again
        </button>
      )}
    </div>
  );
}
