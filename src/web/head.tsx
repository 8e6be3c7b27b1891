// The head of the room: its name, its topic, how many are here.
import { currentTitle } from '../ui/rooms.ts';
import { useChat } from './hooks.ts';

export function Head() {
  const title = useChat(currentTitle);
  return (
    <header className="head">
      <h1>{title}</h1>
    </header>
  );
}
