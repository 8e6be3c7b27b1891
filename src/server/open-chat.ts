// The chat over its log and the files beside it: all that requests can see, opened and joined.
import { AccountUpkeep } from './account-upkeep.ts';
import { openTokens } from './accounts/tokens.ts';
import type { Chat } from './core/chat.ts';
import { DirectRooms } from './core/direct-rooms.ts';
import { Duplicates, type Sending } from './core/duplicates.ts';
import { endSessions } from './core/ending.ts';
import { Hub } from './core/hub.ts';
import { Names } from './core/names.ts';
import { ReadMarkers } from './core/read-markers.ts';
import { RoomList } from './core/room-list.ts';
import { Sends } from './core/sends.ts';
import type { Settings } from './core/settings.ts';
import { sharedRates } from './core/shared-rates.ts';
import { SlowMode } from './core/slow-mode.ts';
import type { Tally } from './core/tally.ts';
import type { LogIndex } from './derived/log-index.ts';
import type { FileLog } from './log/file-log.ts';
import { openIndex, readerOf, readRecent } from './log-reading.ts';
import { openAccounts } from './open-accounts.ts';
import type { ServerNote } from './server-note.ts';
import type { ServerOptions } from './server-options.ts';
import { type MarkerFile, openMarkerFile } from './state/marker-file.ts';
import { openWebhooks, Webhooks } from './webhooks.ts';

interface Needs {
  readonly options: ServerOptions;
  readonly settings: Settings;
  readonly log: FileLog<Sending>;
  readonly tally: Tally;
  readonly now: () => number;
  readonly note: (note: ServerNote) => void;
}

export interface OpenChat {
  readonly chat: Chat;
  readonly index: LogIndex;
  readonly upkeep: AccountUpkeep;
  readonly markerFile: MarkerFile;
  readonly webhooks: Webhooks;
}

/** Rejects with the error of a file that can't be read or made. */
export async function openChat(needs: Needs): Promise<OpenChat> {
  const { options, settings, log, now, note, tally } = needs;
  const tokens = await openTokens(`${options.logPath}.key`, now);
  const { readMarkers, markerFile } = await openMarkers(needs);
  const kept = openWebhooks(options.logPath);
  const { accounts, rooms, bans } = openAccounts({
    path: `${options.logPath}.accounts.db`,
    bounds: settings,
    now,
    note,
    onEnded: (sessions) => endSessions(hub, sessions),
    onRemoved: () => upkeep.reloadRooms(),
    others: kept.names,
    asksCode: () => settings.auth === 'invite',
    ...(options.passwordCost && { cost: options.passwordCost }),
  });
  const hub = new Hub(
    (text) => Buffer.from(text),
    (session, room) => rooms.roleIn(session, room),
  );
  const duplicates = new Duplicates();
  const directRooms = new DirectRooms();
  const recent = readRecent(log, settings, duplicates, directRooms);
  const sends = new Sends((draft, origin) => log.append(draft, origin), hub, recent, duplicates);
  const index = openIndex(log, directRooms, note);
  const reader = readerOf(log, index);
  const { maxReservedNames, reserveNameMs } = settings;
  const beganMs = log.last > 0 ? now() : undefined;
  const chat: Chat = {
    ...{ hub, directRooms, recent, sends, duplicates, tokens, settings, now, note },
    ...{ accounts, rooms, bans, readMarkers },
    random: options.random ?? Math.random,
    slowMode: new SlowMode(),
    names: new Names(hub, accounts, maxReservedNames, reserveNameMs, beganMs),
    log: reader,
    roomList: new RoomList(hub, reader, rooms),
    rates: sharedRates(settings, now()),
    serverVersion: options.version,
  };
  const upkeep = new AccountUpkeep(chat, accounts);
  const { version } = options;
  const onNames = () => upkeep.review();
  const webhooks = new Webhooks({ kept, chat, tally, version, note, onNames });
  return { chat, index, upkeep, markerFile, webhooks };
}

async function openMarkers({ options, settings, now, note }: Needs) {
  const readMarkers = new ReadMarkers(settings);
  const markerFile = await openMarkerFile({
    path: `${options.logPath}.read`,
    markers: readMarkers,
    sinceMs: now() - settings.keepReadMs,
    note,
  });
  return { readMarkers, markerFile };
}
