// The status line: how the connection is, who one is, who writes.
import { useEffect, useState } from 'react';
import { isLoggedOut } from '../sdk/standing.ts';
import type { ConnectionState } from '../sdk/state.ts';
import { unsentCount } from '../sdk/summary.ts';
import { safeText } from '../ui/safe-text.ts';
import { connectionWords, typingWords } from '../ui/status-words.ts';
import { lay } from './going.ts';
import { useChat, useDesk, useUi } from './hooks.ts';

export function StatusLine() {
  const desk = useDesk();
  const connection = useChat((state) => state.connection);
  const unsent = useChat(unsentCount);
  const isOut = useChat(isLoggedOut);
  const isLooking = useChat((state) => state.quest !== undefined);
  const hint = useUi((ui) => ui.hint);
  return (
    <footer className="status" data-status={connection.status}>
      <span className="connection">
        <span aria-hidden="true">● </span>
        <Countdown connection={connection} />
      </span>
      {connection.status !== 'live' && !isOut && <Loss connection={connection} />}
      <OwnName />
      <span className="gap" />
      {isLooking && <span>looking…</span>}
      {unsent > 0 && <span className="unsent">{unsent} unsent</span>}
      {hint === '' ? <Typing /> : <span className="hint">{hint}</span>}
      <button type="button" className="help" onClick={() => lay(desk, { kind: 'help' })}>
        Help <kbd>F1</kbd>
      </button>
      <Spoken hint={hint} connection={connection} />
    </footer>
  );
}

interface OfConnection {
  readonly connection: ConnectionState;
}

/** Why there is no connection, what that means for what one writes, and a way to try sooner. */
function Loss({ connection: { status, why } }: OfConnection) {
  const { client, composer } = useDesk();
  const retry = (): void => {
    client.reconnect();
    // The button goes; the focus must not go with it.
    composer.focus();
  };
  return (
    <>
      {status !== 'connecting' && (
        <button type="button" onClick={retry}>
          Try now
        </button>
      )}
      {why !== undefined && <span className="why">{safeText(why)}</span>}
      <span>What you write waits, and is sent once.</span>
    </>
  );
}

function OwnName() {
  const desk = useDesk();
  const { name, status, isAccount = false } = useChat((state) => state.me);
  return (
    <button type="button" className="me" onClick={() => lay(desk, { kind: 'me' })}>
      <span className="unseen">You are </span>
      {safeText(name)}
      {status === 'away' && ' (away)'}
      {isAccount && <span aria-hidden="true"> ▾</span>}
      <span className="unseen">{isAccount ? ': your account' : ': change the name, log in'}</span>
    </button>
  );
}

function Typing() {
  const words = useChat(({ rooms, current }) =>
    typingWords((rooms.get(current)?.typing ?? []).map(safeText)),
  );
  return <span className="typing">{words}</span>;
}

/** The words for eyes: they count down. */
function Countdown({ connection }: OfConnection) {
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
function Spoken({ hint, connection }: OfConnection & { readonly hint: string }) {
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
