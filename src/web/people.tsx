// Who is in the room, and who of them is away.
import { useChat } from './hooks.ts';

export function People() {
  const members = useChat(({ rooms, current }) => rooms.get(current)?.members);
  return (
    <aside className="people" aria-label="People">
      <ul>
        {members?.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </aside>
  );
}
