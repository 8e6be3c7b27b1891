// Another name, asked for in a dialog.
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from './dialog.tsx';
import { NameForm } from './name-form.tsx';

export function NameDialog() {
  const desk = useDesk();
  const name = useChat((state) => state.me.name);
  return (
    <Dialog title="Your name">
      <NameForm
        label="Another name"
        start={name}
        onTaken={() => desk.update((ui) => ({ ...ui, overlay: undefined }))}
      />
    </Dialog>
  );
}
