// All hooks that are at work: woken by what is committed, kept in the file, changed as the operator changes them.
import type { Message } from '../../../protocol/index.ts';
import type { Hook, HookRows } from '../hook-rows.ts';
import { HandingOn, type HandingOnNeeds } from './handing-on.ts';

export interface HooksAtWorkNeeds extends HandingOnNeeds {
  readonly rows: HookRows;
  /** The log's last seq. */
  readonly last: () => number;
}

export class HooksAtWork {
  readonly #needs: HooksAtWorkNeeds;
  #all: ReadonlyMap<string, HandingOn> = new Map();
  #byRoom: ReadonlyMap<string, readonly HandingOn[]> = new Map();

  constructor(needs: HooksAtWorkNeeds) {
    this.#needs = needs;
    this.reload();
  }

  /** How many there are in each state. */
  get counts(): Readonly<Record<'working' | 'failing' | 'dead', number>> {
    const counts = { working: 0, failing: 0, dead: 0 };
    for (const each of this.#all.values())
      counts[each.isDead ? 'dead' : each.isFailing ? 'failing' : 'working']++;
    return counts;
  }

  /** What the log has committed; asked with each group, so it looks at nothing where there is no hook. */
  committed(group: Iterable<{ readonly message: Message }>): void {
    if (this.#byRoom.size === 0) return;
    for (const { message } of group)
      for (const each of this.#byRoom.get(message.room) ?? []) each.wake();
  }

  /** As the file has them now; those that nobody has changed go on. @throws the error of a file that can't be read */
  reload(): void {
    const all = new Map(this.#needs.rows.all().map((hook) => [hook.id, this.#goingOn(hook)]));
    for (const [id, before] of this.#all) if (all.get(id) !== before) before.stop();
    this.#all = all;
    this.#byRoom = Map.groupBy(all.values(), ({ hook }) => hook.room);
  }

  #goingOn(hook: Hook): HandingOn {
    const before = this.#all.get(hook.id);
    if (before?.hook.revision === hook.revision) return before;
    return new HandingOn(hook, this.#positionOf(hook), this.#needs);
  }

  /** Where the log is another one, its end is where to begin. */
  #positionOf({ id: hook, room, position }: Hook): number {
    const last = this.#needs.last();
    if (position <= last) return position;
    this.#needs.note({ event: 'hook-moved', hook, room, position: last });
    return last;
  }

  /**
   * Keeps how far each has come. Called about once a second: a server that is killed sends so much again.
   * @throws the error of a file that can't be written; then it is tried with the next call
   */
  save(): void {
    const moved = [...this.#all.values()].flatMap((each) => each.takeProgress() ?? []);
    if (moved.length === 0) return;
    try {
      this.#needs.rows.save(moved);
    } catch (error) {
      for (const { id } of moved) this.#all.get(id)?.keepProgress();
      throw error;
    }
  }

  stop(): void {
    for (const each of this.#all.values()) each.stop();
    this.save();
  }
}
