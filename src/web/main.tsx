// The page's start: a client of the same core as the terminal's, over a WebSocket.
import './without-eval.ts';
import './style/accounts.css';
import './style/base.css';
import './style/names.css';
import './style/pane.css';
import './style/row-tools.css';
import './style/rows.css';
import './style/write.css';
import { createRoot } from 'react-dom/client';
import { createClient } from '../sdk/client.ts';
import { webSocketTransport, webSocketUrl } from '../sdk/web/websocket.ts';
import { keepStanding } from './account/keep-standing.ts';
import { App } from './app.tsx';
import { keepBell } from './bell.ts';
import { browserClock, browserOffset } from './clock.ts';
import { Desk } from './desk.ts';
import { DeskContext } from './hooks.ts';
import { beginningOf, readSessions } from './kept/browser-accounts.ts';
import { keepAccount } from './kept/keep-account.ts';
import { keepPage, ownShelf, sharedShelf } from './kept/keep-page.ts';
import { keepChoices } from './kept/kept-choices.ts';
import { readPage } from './kept/kept-page.ts';
import { takeKeys } from './keys/press.ts';
import { keepOutside } from './outside.ts';
import { keepAboveKeyboard } from './screen-keyboard.ts';

const shelf = await ownShelf(document.baseURI);
const shared = sharedShelf(document.baseURI);
const page = readPage(shelf);
const { name, rooms, room = 'general', drafts } = page;
const beginning = beginningOf(page.kept, readSessions(shared));
const client = createClient({
  transport: webSocketTransport(webSocketUrl(document.baseURI)),
  clock: browserClock,
  random: Math.random,
  ...beginning,
  name,
  rooms,
  room,
  offset: browserOffset,
  client: 'partyline web',
});
const desk = new Desk(client);
desk.update((ui) => ({ ...ui, drafts }));
keepPage(shelf, client, desk, beginning.another);
keepStanding(desk, shared);
keepAccount(shared, client, beginning);
// The server answers while the page is drawn for the first time.
client.start();
keepChoices(desk);
keepBell(desk);
keepOutside(desk, () => {
  const { notify, title, mute, quiet } = desk.ui.get().preferences;
  return { notifies: notify, hasTitle: title, muted: new Set(mute), quiet };
});
takeKeys(desk);
keepAboveKeyboard();
const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the app.');
createRoot(place).render(
  <DeskContext value={desk}>
    <App />
  </DeskContext>,
);
