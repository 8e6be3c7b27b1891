// What the operator hears of how rooms and the server are kept civil.
import type { actions } from '../../protocol/index.ts';

/** Who, what, whom, where, until when, why. */
export type ModerationNote =
  | {
      readonly event: 'moderated';
      readonly action: (typeof actions)[number];
      readonly by: string;
      readonly name?: string;
      readonly address?: string;
      readonly room?: string;
      readonly until?: string;
      readonly reason?: string;
    }
  | {
      readonly event: 'deleted';
      readonly by: string;
      readonly name: string;
      readonly room: string;
      readonly seq: number;
    }
  | { readonly event: 'room-made'; readonly room: string; readonly by: string }
  | {
      readonly event: 'room-kept';
      readonly room: string;
      readonly by: string;
      readonly changed: string;
    }
  | { readonly event: 'rooms-failed' | 'bans-failed'; readonly message: string };
