// The status line: how the connection is, who one is, who writes.
import { connectionWords } from '../ui/status-words.ts';
import { useChat } from './hooks.ts';

export function StatusLine() {
  const connection = useChat((state) => state.connection);
  const me = useChat((state) => state.me.name);
  return (
    <footer className="status">
      <span>{connectionWords(connection, Date.now())}</span> <span>{me}</span>
    </footer>
  );
}
