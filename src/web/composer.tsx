// The line in which one writes.
import { useDesk } from './hooks.ts';

export function Composer() {
  const { client } = useDesk();
  return (
    <textarea
      className="composer"
      aria-label="Message"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        if (client.submit(event.currentTarget.value)) event.currentTarget.value = '';
      }}
    />
  );
}
