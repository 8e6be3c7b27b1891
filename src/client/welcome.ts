// The first words to a person: who one is here, and where the help is.
import type { Client } from '../sdk/client.ts';

/** Says them once, when the first room is open; and then, a line each, what is wrong with the person's own files. */
export function welcome(client: Client, problems: readonly string[] = []): void {
  const wish = client.getState().me.name;
  const end = client.subscribe(() => {
    const { rooms, current, me } = client.getState();
    if (rooms.get(current)?.isJoined !== true) return;
    end();
    client.notice(welcomeWords(me.name, wish));
    for (const problem of problems) client.notice(problem, 'problem');
  });
}

/** Says it in the first room, as soon as that is open; at once if it is. */
export function noticeWhenIn(client: Client, text: string): void {
  const isIn = () => {
    const { rooms, current } = client.getState();
    return rooms.get(current)?.isJoined === true;
  };
  if (isIn()) return client.notice(text);
  const end = client.subscribe(() => {
    if (!isIn()) return;
    end();
    client.notice(text);
  });
}

/** `wish`: the name that was asked for; empty: none. */
export function welcomeWords(name: string, wish: string): string {
  const help = 'F1 shows what you can do.';
  if (name === wish) return `Welcome, ${name}. ${help}`;
  return `Welcome, ${name} (/name changes that). ${help}`;
}
