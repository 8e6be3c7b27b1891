// What an account's owner does with the password: change it, and delete the account.
import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import { checkNew, checkPresent } from './fields.ts';
import { type SecretField, SecretForm } from './secret-form.tsx';

export function PasswordDialog() {
  const desk = useDesk();
  const whose = useOwnName();
  return (
    <Dialog title="Change the password" className="account">
      <p>All other sessions of yours end with it.</p>
      <SecretForm
        fields={[
          whose,
          { name: 'password', label: 'Password now', kind: 'current' },
          { name: 'new', label: 'New password', kind: 'new' },
          { name: 'again', label: 'New password again', kind: 'new' },
        ]}
        action="Change it"
        check={(entered) =>
          checkPresent('password', entered.password) ?? checkNew('new', entered.new, entered.again)
        }
        ask={({ password = '', new: next = '' }) => desk.client.changePassword(password, next)}
        onDone={() => lay(desk, undefined)}
      />
    </Dialog>
  );
}

export function UnregisterDialog() {
  const desk = useDesk();
  const whose = useOwnName();
  return (
    <Dialog title="Delete the account" className="account">
      <p>
        The name is free for others then, and what you kept here is gone. What you said stays. This
        can’t be undone.
      </p>
      <SecretForm
        fields={[whose, { name: 'password', label: 'Password', kind: 'current' }]}
        action="Delete the account"
        check={(entered) => checkPresent('password', entered.password)}
        ask={async ({ password = '' }) => {
          desk.farewell = 'deleted';
          const refused = await desk.client.unregister(password);
          if (refused !== undefined) desk.farewell = undefined;
          return refused;
        }}
        // What comes after it is told as every end of a session.
        onDone={() => {}}
      />
    </Dialog>
  );
}

/** Browsers keep passwords by name: they are told which. */
function useOwnName(): SecretField {
  const start = useChat((state) => state.me.name);
  return { name: 'name', label: 'Name', kind: 'name', start, isFixed: true };
}
