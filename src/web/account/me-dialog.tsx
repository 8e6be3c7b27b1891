// Who one is here: a guest takes another name, or makes it theirs; a member has an account.
import { useChat } from '../hooks.ts';
import { NameDialog } from '../overlays/name-dialog.tsx';
import { AccountDialog } from './account-dialog.tsx';

export function MeDialog() {
  return useChat(({ me }) => me.isAccount === true) ? <AccountDialog /> : <NameDialog />;
}
