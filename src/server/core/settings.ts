// What an operator can set, and every bound that the server keeps; units stand in the names.
import { heartbeat } from '../../protocol/index.ts';

export interface Settings {
  /** Messages a second that one session may send, over time; 0: no limit. */
  readonly messagesPerSecond: number;
  /** How many it may send at once before that counts. */
  readonly burst: number;
  /** Both are multiplied so for those on this machine, where a flood is its user's own. */
  readonly loopbackFactor: number;
  readonly maxConnections: number;
  /** 0: no limit. Those on this machine are not counted. */
  readonly maxConnectionsPerAddress: number;
  /** From one address, over time; a minute's worth may come at once. 0: no limit. */
  readonly connectsPerMinute: number;
  readonly hellosPerMinute: number;
  readonly httpPerMinute: number;
  /** Over all sessions; a second's worth may come at once. 0: no limit. */
  readonly maxRequestsPerSecond: number;
  /** What kinds of requests cost, where that is not what their table says; in messages. */
  readonly costs: Readonly<Record<string, number>>;
  readonly maxRoomsPerSession: number;
  /** Sends of one connection that wait for the log; beyond, it is not read from. */
  readonly maxPendingSends: number;
  /** What a member may leave unread before it is put out. */
  readonly maxOutboxBytes: number;
  /** Names that are kept for sessions which lost their connection, and how long. */
  readonly maxReservedNames: number;
  readonly reserveNameMs: number;
  /** Messages in memory: the log's tail. */
  readonly maxRecentMessages: number;
  /** How far people have read is kept: of so many people, in so many rooms each, and in all. */
  readonly maxReadOwners: number;
  readonly maxReadRooms: number;
  readonly maxReadMarkers: number;
  /** And over a restart only of those who were here within that time. */
  readonly keepReadMs: number;
  /** An account's sessions: each is kept so long after it was last used, and at most so many. */
  readonly keepSessionMs: number;
  readonly maxSessionsPerAccount: number;
  readonly helloTimeoutMs: number;
  readonly pingAfterMs: number;
  readonly idleAfterMs: number;
  /** The least time between two signs of one session that it is typing. */
  readonly typingEveryMs: number;
  readonly durability: 'os' | 'disk';
  /** Who may come in: guests too, accounts, accounts of the invited. */
  readonly auth: 'open' | 'members' | 'invite';
  /** Where guests may not come in: how long one has to log in or register. */
  readonly lobbyMs: number;
}

export const defaultSettings: Settings = {
  messagesPerSecond: 20,
  burst: 200,
  loopbackFactor: 10,
  maxConnections: 20_000,
  maxConnectionsPerAddress: 100,
  connectsPerMinute: 120,
  hellosPerMinute: 120,
  httpPerMinute: 1200,
  maxRequestsPerSecond: 20_000,
  costs: {},
  maxRoomsPerSession: 100,
  maxPendingSends: 1024,
  maxOutboxBytes: 8 * 1024 * 1024,
  maxReservedNames: 10_000,
  reserveNameMs: 120_000,
  maxRecentMessages: 50_000,
  maxReadOwners: 10_000,
  maxReadRooms: 200,
  maxReadMarkers: 100_000,
  keepReadMs: 30 * 24 * 60 * 60 * 1000,
  keepSessionMs: 30 * 24 * 60 * 60 * 1000,
  maxSessionsPerAccount: 50,
  helloTimeoutMs: 10_000,
  pingAfterMs: heartbeat.pingAfterMs,
  idleAfterMs: heartbeat.idleAfterMs,
  typingEveryMs: 2000,
  durability: 'disk',
  auth: 'open',
  lobbyMs: 10 * 60 * 1000,
};
