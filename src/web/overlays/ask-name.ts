// Asks for another name, and hears whether it was given.
import { checkUserName, isRefusal } from '../../protocol/index.ts';
import type { Client } from '../../sdk/client.ts';
import type { Notice, State } from '../../sdk/state.ts';

/** @param done undefined: one has it; else why not, in a sentence. Never, where the connection is lost meanwhile */
export function askName(
  client: Pick<Client, 'getState' | 'subscribe' | 'submit'>,
  wish: string,
  done: (problem: string | undefined) => void,
): void {
  const name = checkUserName(wish);
  if (isRefusal(name)) return done(name.message);
  const before = client.getState();
  if (before.me.name === name) return done(undefined);
  const end = client.subscribe(hear);
  client.submit(`/name ${name}`);
  hear();

  function hear(): void {
    const now = client.getState();
    const problem = newProblem(before, now);
    if (now.me.name === before.me.name && problem === undefined) return;
    end();
    done(now.me.name === before.me.name ? problem : undefined);
  }
}

/** The refusal stands in the room too, as that of every command. */
function newProblem(before: State, now: State): string | undefined {
  const items = now.rooms.get(before.current)?.timeline.items;
  for (let index = (items?.length ?? 0) - 1; index >= 0; index -= 1) {
    const item = items?.at(index);
    if (item?.type !== 'notice' || item.number < before.noticeNumber) return undefined;
    if (item.kind === 'problem') return textOf(item);
  }
  return undefined;
}

const textOf = ({ text }: Notice): string => text;
