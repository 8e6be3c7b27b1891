// What the server and the thread of its index say to each other.
import type { Entry } from '../../protocol/messages.ts';
import type { Page } from '../core/changes.ts';
import type { Found, RoomFacts, Search } from '../core/history.ts';
import type { WrongLines } from '../log/line-judge.ts';
import type { Live } from './source.ts';

/** Questions by their names: what is asked, and what the answer is. */
export interface Questions {
  before: { ask: { room: string; before: number; limit: number }; answer: Page };
  after: { ask: { room: string; after: number; limit: number }; answer: Page };
  since: { ask: { room: string; at: string; limit: number }; answer: Page };
  one: { ask: { room: string; seq: number }; answer: Page };
  room: { ask: { room: string }; answer: RoomFacts };
  search: { ask: Search; answer: Found };
  findId: { ask: { publicId: string; after: number }; answer: Entry | undefined };
  /** Bytes of the log that are not indexed yet, as of when it is asked. */
  lag: { ask: object; answer: number };
  hashesOf: { ask: { session: string; after: number }; answer: Uint32Array };
}

export type QuestionName = keyof Questions;

/** Each says where the committed lines end: what is asked is answered as of then. */
export type ToIndex =
  | {
      readonly type: 'ask';
      readonly number: number;
      readonly name: QuestionName;
      readonly ask: Questions[QuestionName]['ask'];
      readonly live: Live;
    }
  /** More is committed. */
  | { readonly type: 'committed'; readonly live: Live }
  /** The log goes on in another file, or files were moved. */
  | { readonly type: 'refind'; readonly live: Live }
  | { readonly type: 'close' };

export type FromIndex =
  | { readonly type: 'answer'; readonly number: number; readonly answer: unknown }
  | {
      readonly type: 'failed';
      readonly number: number;
      readonly code: string;
      readonly why: string;
    }
  /** Some of the rooms that there are. */
  | {
      readonly type: 'rooms';
      readonly rooms: readonly (readonly [room: string, facts: RoomFacts])[];
    }
  /** All rooms were told, from all of the log; `last` is its greatest seq. */
  | {
      readonly type: 'whole';
      readonly last: number;
      readonly unparsable: WrongLines;
      readonly disordered: WrongLines;
    }
  | { readonly type: 'note'; readonly note: IndexNote }
  | { readonly type: 'closed' };

/** What the operator hears of the index. */
export type IndexNote =
  /** It was not what it should be; it is made again from the log, which serves meanwhile. */
  | { readonly type: 'index-remade'; readonly why: string }
  /** It lacks much of the log, and is being made. */
  | { readonly type: 'index-behind'; readonly megabytes: number }
  | { readonly type: 'index-whole'; readonly seconds: number; readonly megabytes: number }
  /** It can't be written, which is tried again; until then search lacks what is not in it. */
  | { readonly type: 'index-failed'; readonly why: string };
