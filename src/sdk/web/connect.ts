// A chat for programs in a browser: `connect`, over a WebSocket to the server that the page came from, or another.
import type { Chat, ChatOptions } from '../chat/chat.ts';
import { ChatError } from '../chat/chat-error.ts';
import { openChat } from '../chat/open-chat.ts';
import type { Clock } from '../clock.ts';
import { webSocketTransport, webSocketUrl } from './websocket.ts';

/** How one comes in, and where. */
export interface ConnectOptions extends ChatOptions {
  /** The address of its page, `https://…`; without one the folder that this page lies in. */
  readonly server?: string;
}

/**
 * Comes in, and into the rooms.
 * @throws (rejects with a `ChatError`) `name-invalid`, `no-server`, `bad-address`, `auth-failed`, `auth-required`, `banned`,
 * `keep-failed`, `aborted`, and why a room can't be joined
 */
export async function connect(options: ConnectOptions = {}): Promise<Chat> {
  const page = options.server ?? document.baseURI;
  const isPage = /^https?:\/\//i.test(page) && URL.canParse(page);
  if (!isPage)
    throw new ChatError('bad-address', `This is no address of a page, https://…: ${page}`);
  const transport = webSocketTransport(webSocketUrl(page));
  return openChat({ transport, clock: browserClock, random: Math.random }, options);
}

const browserClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
