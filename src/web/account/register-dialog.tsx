// Making the name one's own: a password for it, and an invitation where the server asks for one.
import { isShutOut } from '../../sdk/standing.ts';
import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { Overlay } from '../ui-state.ts';
import { checkName, checkNew } from './fields.ts';
import { registerAs } from './register-as.ts';
import { SecretForm } from './secret-form.tsx';

export function RegisterDialog({ code: given = '' }: Extract<Overlay, { kind: 'register' }>) {
  const desk = useDesk();
  const isShut = useChat(isShutOut);
  const name = useChat((state) => state.me.name);
  const isInvite = useChat((state) => state.server?.auth === 'invite');
  return (
    <Dialog title="Register" className="account" isFixed={isShut}>
      <p>The name is yours then: nobody else can take it, and you are it on every device.</p>
      <SecretForm
        fields={[
          { name: 'name', label: 'Name', kind: 'name', start: name },
          { name: 'password', label: 'Password', kind: 'new' },
          { name: 'again', label: 'Password again', kind: 'new' },
          ...(isInvite
            ? [{ name: 'code', label: 'Invitation code', kind: 'code', start: given } as const]
            : []),
        ]}
        action="Register"
        check={({ name: wish, password, again, code }) =>
          checkName(wish) ??
          checkNew('password', password, again) ??
          (isInvite && !code?.trim()
            ? { words: 'Type the code of your invitation.', field: 'code' }
            : undefined)
        }
        ask={({ name: wish = '', password = '', code = '' }) =>
          registerAs(desk.client, wish.trim(), password, code.trim())
        }
        onDone={() => {
          lay(desk, undefined);
          desk.client.notice(`${desk.state.me.name} is yours now.`);
        }}
      >
        <button type="button" onClick={() => lay(desk, { kind: 'login' })}>
          I have an account
        </button>
      </SecretForm>
    </Dialog>
  );
}
