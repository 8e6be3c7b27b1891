// Logging in: the name and password of an account.
import { isShutOut } from '../../sdk/standing.ts';
import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { Overlay } from '../ui-state.ts';
import { checkName, checkPresent } from './fields.ts';
import { SecretForm } from './secret-form.tsx';

export function LogInDialog({ name = '', words }: Extract<Overlay, { kind: 'login' }>) {
  const desk = useDesk();
  const isShut = useChat(isShutOut);
  return (
    <Dialog title="Log in" className="account" isFixed={isShut}>
      <p>
        {words ?? (isShut ? 'Only members read and write here.' : 'With your name and password.')}
      </p>
      <SecretForm
        fields={[
          { name: 'name', label: 'Name', kind: 'name', start: name },
          { name: 'password', label: 'Password', kind: 'current' },
        ]}
        action="Log in"
        check={(entered) => checkName(entered.name) ?? checkPresent('password', entered.password)}
        ask={({ name: given = '', password = '' }) => desk.client.logIn(given.trim(), password)}
        onDone={() => lay(desk, undefined)}
      >
        <button type="button" onClick={() => lay(desk, { kind: 'register' })}>
          I have no account yet
        </button>
      </SecretForm>
    </Dialog>
  );
}
