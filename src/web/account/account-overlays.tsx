// What lies on top that is about accounts, people and how rooms are kept.
import type { Overlay } from '../ui-state.ts';
import { LogInDialog } from './log-in-dialog.tsx';
import { LoggedOutDialog } from './logged-out-dialog.tsx';
import { MeDialog } from './me-dialog.tsx';
import { ModerateDialog } from './moderate-dialog.tsx';
import { PasswordDialog, UnregisterDialog } from './password-dialogs.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { RoomDialog } from './room-dialog.tsx';
import { SessionsDialog } from './sessions-dialog.tsx';

type AccountKind =
  | 'me'
  | 'login'
  | 'register'
  | 'password'
  | 'unregister'
  | 'logged-out'
  | 'sessions'
  | 'profile'
  | 'person'
  | 'moderate'
  | 'room';

type AccountOverlay = Extract<Overlay, { kind: AccountKind }>;

export function AccountOverlays({ overlay }: { readonly overlay: AccountOverlay }) {
  switch (overlay.kind) {
    case 'me':
      return <MeDialog />;
    case 'login':
      return <LogInDialog {...overlay} />;
    case 'register':
      return <RegisterDialog {...overlay} />;
    case 'password':
      return <PasswordDialog />;
    case 'unregister':
      return <UnregisterDialog />;
    case 'logged-out':
      return <LoggedOutDialog {...overlay} />;
    case 'sessions':
      return <SessionsDialog />;
    case 'profile':
      return <ProfileDialog />;
    case 'person':
      return <PersonDialog {...overlay} />;
    case 'moderate':
      return <ModerateDialog {...overlay} />;
    case 'room':
      return <RoomDialog {...overlay} />;
  }
}
