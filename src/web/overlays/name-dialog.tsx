// Another name, asked for in a dialog.
import { lay } from '../going.ts';
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
      <div className="answers">
        <button type="button" onClick={() => lay(desk, { kind: 'login' })}>
          Have an account? Log in
        </button>
        <button type="button" onClick={() => lay(desk, { kind: 'register' })}>
          Make the name yours
        </button>
      </div>
    </Dialog>
  );
}
