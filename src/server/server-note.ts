// What the operator hears of the server, whichever part tells it.
import type { AccountsNote } from './accounts/kept-accounts.ts';
import type { Note } from './core/chat.ts';
import type { Transport } from './core/session.ts';
import type { IndexNote } from './derived/exchange.ts';
import type { LogEvent } from './log/log.ts';
import type { EndReason } from './net/link.ts';
import type { MarkerFileNote } from './state/marker-file.ts';
import type { WebhooksNote } from './webhooks.ts';

export type ServerNote =
  | Note
  | LogEvent
  | IndexNote
  | ConnectionNote
  | CertificateNote
  | MarkerFileNote
  | EmptyNote
  | AccountsNote
  | WebhooksNote;

/** Nobody has been connected for so long that the server ends. */
export interface EmptyNote {
  readonly event: 'empty';
  readonly seconds: number;
}

/** At the start, and when there is another one. */
export interface CertificateNote {
  readonly event: 'certificate';
  readonly fingerprint: string;
  readonly until: string;
}

export type ConnectionNote =
  | {
      readonly event: 'connected';
      readonly transport: Transport;
      readonly tls: boolean;
      readonly address: string;
      readonly connections: number;
    }
  | {
      readonly event: 'disconnected';
      readonly transport: Transport;
      readonly tls: boolean;
      readonly address: string;
      readonly name: string;
      readonly reason: EndReason;
    };
