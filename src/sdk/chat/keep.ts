// What a program keeps from one run to the next: who it is, what it could not send, how far it has read.
import { fieldsOf, type Kept, readKept } from '../kept.ts';
import { ChatError } from './chat-error.ts';

/** Places in more rooms than a program can be in are of no use. */
const maxPlaces = 500;

/** Where a program's memory lies: a file (`fileKeep`), or wherever two functions put it. */
export interface Keep {
  /** What was saved last; undefined or anything else: nothing was. Called once. */
  load(): unknown;
  /**
   * Called whenever it has changed, never again before the last call's promise is done. It is plain data,
   * for JSON, and a secret: who has it is that session.
   */
  save(kept: KeptChat): void | Promise<void>;
}

/** What is kept. Its fields are the SDK's own. */
export interface KeptChat extends Kept {
  /** By room, the `seq` of the last message that a loop `since: 'kept'` has dealt with. */
  readonly places: Readonly<Record<string, number>>;
}

/** What was kept, whatever became of it since. @throws (rejects) `keep-failed` */
export async function loadKept(keep: Keep | undefined): Promise<KeptChat> {
  try {
    const raw = await keep?.load();
    return { ...readKept(raw), places: readPlaces(fieldsOf(raw).places) };
  } catch (cause) {
    throw new ChatError('keep-failed', 'What an earlier run kept can’t be loaded.', { cause });
  }
}

function readPlaces(raw: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(fieldsOf(raw));
  const isPlace = (entry: [string, unknown]): entry is [string, number] =>
    Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0;
  return Object.fromEntries(entries.filter(isPlace).slice(-maxPlaces));
}

/** Saves what there is to save, one at a time, the newest always. */
export class Keeper {
  readonly #keep: Keep | undefined;
  readonly #failed: (error: ChatError) => void;
  #places: Readonly<Record<string, number>>;
  #core: Kept;
  #isDirty = false;
  #saving: Promise<void> | undefined;

  constructor(keep: Keep | undefined, before: KeptChat, failed: (error: ChatError) => void) {
    this.#keep = keep;
    this.#places = before.places;
    this.#core = before;
    this.#failed = failed;
  }

  placeIn(room: string): number | undefined {
    return Object.hasOwn(this.#places, room) ? this.#places[room] : undefined;
  }

  /** Has dealt with all up to there. */
  passed(room: string, seq: number): void {
    const { [room]: _, ...others } = this.#places;
    this.#places = Object.fromEntries([
      ...Object.entries(others).slice(1 - maxPlaces),
      [room, seq],
    ]);
    this.#save();
  }

  /** To be called with what the client core keeps, whenever that may have changed. */
  look(core: Kept): void {
    if (core === this.#core) return;
    this.#core = core;
    this.#save();
  }

  /** All is saved, or was said to have failed. */
  async done(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  /** At once, unless it is under way: what is sent is better kept before it has gone far. */
  #save(): void {
    if (this.#saving) {
      this.#isDirty = true;
      return;
    }
    try {
      const saving = this.#keep?.save({ ...this.#core, places: this.#places });
      if (saving)
        this.#saving = saving.catch((cause) => this.#fail(cause)).then(() => this.#saved());
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #saved(): void {
    this.#saving = undefined;
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#save();
  }

  #fail(cause: unknown): void {
    this.#failed(new ChatError('keep-failed', 'What is to be kept can’t be saved.', { cause }));
  }
}
