// The first words to a person: who one is here, and where the help is.
import type { Client } from '../sdk/client.ts';

/** Says them once, when the first room is open; and then, a line each, what is wrong with the person's own files. */
export function welcome(client: Client, problems: readonly string[] = []): void {
  const wish = client.getState().me.name;
  let isSaid = false;
  const end = client.subscribe(() => {
    const { rooms, current, me } = client.getState();
    // Another listener's words may have brought us here once more.
    if (isSaid || rooms.get(current)?.isJoined !== true) return;
    isSaid = true;
    end();
    client.notice(welcomeWords(me.name, wish));
    for (const problem of problems) client.notice(problem, 'problem');
  });
}

/** Says it as soon as a room is open; at once if one is. */
export function noticeWhenIn(client: Client, text: string): void {
  let isSaid = false;
  const say = () => {
    const { rooms, current } = client.getState();
    // Another listener's words may have brought us here once more.
    if (isSaid || rooms.get(current)?.isJoined !== true) return;
    isSaid = true;
    end();
    client.notice(text);
  };
  const end = client.subscribe(say);
  say();
}

/** `wish`: the name that was asked for; empty: none. */
export function welcomeWords(name: string, wish: string): string {
  const help = 'F1 shows what you can do.';
  if (name === wish) return `Welcome, ${name}. ${help}`;
  return `Welcome, ${name} (/name changes that). ${help}`;
}
