// A chat for programs on Node: `connect`, with the way to the server that its address names.
import type { Chat, ChatOptions } from '../chat/chat.ts';
import { openChat } from '../chat/open-chat.ts';
import { systemClock } from './clock.ts';
import { type ServerOptions, serverTransport } from './server-transport.ts';

/** How one comes in, and where. */
export interface ConnectOptions extends ChatOptions, ServerOptions {}

/**
 * Comes in, and into the rooms.
 * @throws (rejects with a `ChatError`) `name-invalid`, `no-server`, `bad-address`, `untrusted`, `auth-failed`, `auth-required`,
 * `banned`, `keep-failed`, `aborted`, and why a room can't be joined
 */
export async function connect(options: ConnectOptions = {}): Promise<Chat> {
  const transport = serverTransport(options);
  return openChat({ transport, clock: systemClock, random: Math.random }, options);
}
