// The log of a room as a page: lines that follow along, as `tail -f` has them.
import { browserClock } from '../clock.ts';
import { accountsPlace, prefixOf } from '../kept/prefix.ts';
import { shelfIn } from '../kept/shelf.ts';
import { LineBlocks, maxLines } from './line-blocks.ts';
import type { LogLine } from './line-reader.ts';
import { LogStream, type StreamState } from './log-stream.ts';
import { againWords, hasOlder, needsLogin, newWords, stateWords, topWords } from './log-words.ts';
import { linesOf, roomOf, shown } from './place.ts';
import './log.css';

/** So near to the top, what is older is fetched. */
const nearTop = 400;
/** So near to the end counts as the end: sizes are no whole numbers. */
const nearEnd = 8;

const heading = the('room');
const stateLine = the('state');
const againLine = the('again');
const loginLink = the('login');
const topLine = the('top');
const newLines = the('new');
const meta = the('meta') as HTMLInputElement;
const page = document.documentElement;
const lines = the('lines');
const blocks = new LineBlocks(lines);

let stream: LogStream | undefined;
let state: StreamState = { at: 'ended' };
let waiting: LogLine[] = [];
let unseen = 0;
/** The person is at the end, and stays there: sizes are known only when lines are drawn. */
let isPinned = true;
let lastTop = 0;
let isFetching = false;
let isDrawing = false;

function open(): void {
  stream?.stop();
  const room = roomOf(location.hash);
  blocks.clear();
  waiting = [];
  unseen = 0;
  isPinned = true;
  heading.textContent = shown(room);
  document.title = `${shown(room)} · log`;
  const base = document.baseURI;
  const own = new LogStream({
    fetch: (...asked) => fetch(...asked),
    clock: browserClock,
    random: Math.random,
    address: linesOf(room, base),
    tokens: () => tokensFor(room, base),
    onLines: (more) => own === stream && take(more),
    onState: (now) => own === stream && tell(now),
  });
  stream = own;
  tellTop();
  tellNew();
  own.start();
}

/** What only direct rooms and members need is loaded for them alone. */
async function tokensFor(room: string, base: string): Promise<readonly string[]> {
  const chat = new URL('../', base).href;
  if (!room.startsWith('@') && !hasAccount(chat)) return [];
  const { ownTokens } = await import('./own-tokens.ts');
  return ownTokens(chat, room);
}

function hasAccount(chat: string): boolean {
  const shelf = shelfIn(() => localStorage, prefixOf(chat));
  return (shelf.get(accountsPlace) ?? '[]') !== '[]';
}

/** What comes at once is drawn at once, and no more of it is held than is shown. */
function take(more: readonly LogLine[]): void {
  waiting = [...waiting, ...more].slice(-maxLines);
  if (isDrawing) return;
  isDrawing = true;
  // A page that nobody sees gets no frames.
  if (document.hidden) draw();
  else requestAnimationFrame(draw);
}

function draw(): void {
  isDrawing = false;
  blocks.append(waiting);
  if (isPinned) toEnd();
  else unseen += waiting.length;
  waiting = [];
  tellTop();
  tellNew();
}

function isAtEnd(): boolean {
  return page.scrollHeight - page.scrollTop - page.clientHeight <= nearEnd;
}

function toEnd(): void {
  isPinned = true;
  unseen = 0;
  page.scrollTop = page.scrollHeight;
}

/** Only moving up leaves the end: that it moves away is no wish of the person. */
function scrolled(): void {
  if (isAtEnd()) {
    isPinned = true;
    unseen = 0;
  } else if (page.scrollTop < lastTop) isPinned = false;
  lastTop = page.scrollTop;
  tellNew();
  void fetchOlder();
}

async function fetchOlder(): Promise<void> {
  if (isFetching || stream === undefined || page.scrollTop > nearTop || !canGoBack()) return;
  isFetching = true;
  const asked = stream;
  const older = await asked.older().catch(() => undefined);
  isFetching = false;
  if (asked !== stream) return;
  // A browser keeps what is read in its place, but not at the very top.
  if (page.scrollTop === 0) page.scrollTop = 1;
  const height = page.scrollHeight;
  const top = page.scrollTop;
  blocks.prepend(older ?? []);
  if (page.scrollTop === top) page.scrollTop = top + page.scrollHeight - height;
  tellTop(older === undefined);
}

function canGoBack(): boolean {
  const { count, hasDropped } = blocks;
  return hasOlder({ count, hasDropped, hasBegin: stream?.hasBegin === true });
}

function tell(now: StreamState): void {
  state = now;
  tellState();
}

function tellState(): void {
  const words = stateWords(state);
  if (stateLine.textContent !== words) stateLine.textContent = words;
  // Apart, and not read aloud: it is another one every second.
  againLine.textContent = againWords(state, browserClock.now());
  loginLink.hidden = !needsLogin(state) || hasAccount(new URL('../', document.baseURI).href);
  page.dataset.state = state.at;
}

function tellTop(hasFailed = false): void {
  const { count, hasDropped } = blocks;
  const hasBegin = stream?.hasBegin === true;
  topLine.textContent = topWords({ count, hasDropped, hasBegin, hasFailed });
}

function tellNew(): void {
  newLines.hidden = unseen === 0;
  newLines.textContent = newWords(unseen);
}

function showMeta(): void {
  lines.classList.toggle('with-meta', meta.checked);
}

function the(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

meta.checked = new URLSearchParams(location.search).has('raw');
meta.addEventListener('change', showMeta);
newLines.addEventListener('click', () => {
  toEnd();
  tellNew();
  lines.focus({ preventScroll: true });
});
addEventListener('scroll', scrolled);
new ResizeObserver(() => {
  if (isPinned) toEnd();
}).observe(lines);
addEventListener('hashchange', open);
addEventListener('online', () => state.at === 'waiting' && stream?.retry());
setInterval(tellState, 1000);
showMeta();
open();
