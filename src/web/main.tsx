// The page's start: a client of the same core as the terminal's, over a WebSocket.
import './without-eval.ts';
import './style/base.css';
import './style/pane.css';
import './style/write.css';
import { createRoot } from 'react-dom/client';
import { createClient } from '../sdk/client.ts';
import { App } from './app.tsx';
import { browserClock, browserOffset } from './clock.ts';
import { Desk } from './desk.ts';
import { DeskContext } from './hooks.ts';
import { socketTransport } from './socket.ts';

const client = createClient({
  transport: socketTransport(new URL('ws', document.baseURI)),
  clock: browserClock,
  random: Math.random,
  room: 'general',
  offset: browserOffset,
  client: 'partyline web',
});
const desk = new Desk(client);
const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the app.');
createRoot(place).render(
  <DeskContext value={desk}>
    <App />
  </DeskContext>,
);
client.start();
