// What the operator hears of how rooms and the server are kept civil.
import type { actions } from '../../protocol/index.ts';

/** Who, what, whom, where, until when, why. */
export type ModerationNote =
  | {
      readonly event: 'moderated';
      readonly action: (typeof actions)[number];
      readonly name: string;
      /** A person by name, or an address. */
      readonly whom: string;
      readonly room?: string;
      readonly until?: string;
      readonly reason?: string;
    }
  | {
      readonly event: 'deleted';
      readonly name: string;
      readonly whom: string;
      readonly room: string;
      readonly seq: number;
    }
  | { readonly event: 'room-made'; readonly name: string; readonly room: string }
  | {
      readonly event: 'room-kept';
      readonly name: string;
      readonly room: string;
      readonly changed: string;
    }
  | { readonly event: 'rooms-failed' | 'bans-failed'; readonly message: string };
