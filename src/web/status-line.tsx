// The status line: how the connection is, who one is, who writes.
import { useEffect, useState } from 'react';
import type { ConnectionState } from '../sdk/state.ts';
import { unsentCount } from '../sdk/summary.ts';
import { safeText } from '../ui/safe-text.ts';
import { connectionWords, typingWords } from '../ui/status-words.ts';
import { lay } from './going.ts';
import { useChat, useDesk, useUi } from './hooks.ts';

export function StatusLine() {
  const desk = useDesk();
  const connection = useChat((state) => state.connection);
  const me = useChat((state) => state.me);
  const unsent = useChat(unsentCount);
  const isLooking = useChat((state) => state.quest !== undefined);
  const typing = useChat(({ rooms, current }) =>
    typingWords((rooms.get(current)?.typing ?? []).map(safeText)),
  );
  const hint = useUi((ui) => ui.hint);
  const isLive = connection.status === 'live';
  const isWaiting = connection.status === 'waiting' || connection.status === 'offline';
  return (
    <footer className="status" data-status={connection.status}>
      <span className="connection">
        <span aria-hidden="true">● </span>
        <Countdown connection={connection} />
      </span>
      {isWaiting && (
        <button
          type="button"
          onClick={() => {
            desk.client.reconnect();
            // The button goes; the focus must not go with it.
            desk.composer.focus();
          }}
        >
          Try now
        </button>
      )}
      {!isLive && connection.why !== undefined && (
        <span className="why">{safeText(connection.why)}</span>
      )}
      {!isLive && <span>What you write waits, and is sent once.</span>}
      <button type="button" className="me" onClick={() => lay(desk, { kind: 'name' })}>
        <span className="unseen">You are </span>
        {safeText(me.name)}
        {me.status === 'away' && ' (away)'}
        <span className="unseen">: change the name</span>
      </button>
      <span className="gap" />
      {isLooking && <span>looking…</span>}
      {unsent > 0 && <span className="unsent">{unsent} unsent</span>}
      {hint === '' ? (
        <span className="typing">{typing}</span>
      ) : (
        <span className="hint">{hint}</span>
      )}
      <button type="button" className="help" onClick={() => lay(desk, { kind: 'help' })}>
        Help <kbd>F1</kbd>
      </button>
      <Spoken hint={hint} connection={connection} />
    </footer>
  );
}

/** The words for eyes: they count down. */
function Countdown({ connection }: { readonly connection: ConnectionState }) {
  const [now, setNow] = useState(Date.now);
  const isCounting = connection.retryAt !== undefined;
  useEffect(() => {
    setNow(Date.now());
    if (!isCounting) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isCounting]);
  return connectionWords(connection, now);
}

const spoken = {
  connecting: '',
  live: 'Connected.',
  waiting: 'The connection is lost. What you write waits.',
  offline: 'Offline.',
} as const;

/** The words for ears: no countdown, and nothing twice. */
function Spoken({ hint, connection }: { hint: string; connection: ConnectionState }) {
  const [said, setSaid] = useState('');
  const { status } = connection;
  useEffect(() => {
    // Between two tries it is the same loss.
    if (spoken[status] !== '') setSaid(spoken[status]);
  }, [status]);
  return (
    <span className="unseen" role="status">
      {hint === '' ? said : hint}
    </span>
  );
}
