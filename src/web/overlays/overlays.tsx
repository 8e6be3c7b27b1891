// What lies over the messages for a while: help, lists to pick from, questions.
import { AccountOverlays } from '../account/account-overlays.tsx';
import { useUi } from '../hooks.ts';
import { Details } from './details.tsx';
import { Help } from './help.tsx';
import { LeftDialog } from './left-dialog.tsx';
import { LongText } from './long-text.tsx';
import { NameDialog } from './name-dialog.tsx';
import { EmojiPicker, HistoryPicker, LinkPicker, RoomPicker } from './pickers.tsx';
import { DeleteQuestion, SendQuestion } from './questions.tsx';

export function Overlays() {
  const overlay = useUi((ui) => ui.overlay);
  if (overlay === undefined) return null;
  switch (overlay.kind) {
    case 'help':
      return <Help />;
    case 'rooms':
      return <RoomPicker />;
    case 'history':
      return <HistoryPicker />;
    case 'emoji':
      return <EmojiPicker {...overlay} />;
    case 'links':
      return <LinkPicker {...overlay} />;
    case 'details':
      return <Details {...overlay} />;
    case 'delete':
      return <DeleteQuestion {...overlay} />;
    case 'send':
      return <SendQuestion {...overlay} />;
    case 'text':
      return <LongText {...overlay} />;
    case 'name':
      return <NameDialog />;
    case 'left':
      return <LeftDialog />;
    default:
      return <AccountOverlays overlay={overlay} />;
  }
}
