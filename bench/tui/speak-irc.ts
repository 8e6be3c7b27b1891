// A server in a few lines, as far as a client needs one to sit in a room: IRC.
import type { Language } from './language.ts';
import { people, room } from './talk.ts';

const me = 'zoe';
const channel = `#${room}`;

export const irc: Language = {
  say: ({ sender, content }) => `:${sender}!${sender}@bench PRIVMSG ${channel} :${content}\r\n`,

  answer(line) {
    const [command = '', first = '', second = ''] = line.trim().split(' ');
    const lines = replies[command.toUpperCase()]?.(first, second) ?? [];
    const hasEntered = command.toUpperCase() === 'JOIN';
    return { lines: lines.map((reply) => `:${reply}\r\n`).join(''), hasEntered };
  },
};

const replies: Readonly<Record<string, (first: string, second: string) => readonly string[]>> = {
  CAP: (what) => (what === 'LS' ? ['bench CAP * LS :'] : []),
  USER: () => [
    `bench 001 ${me} :Welcome`,
    `bench 005 ${me} CHANTYPES=# PREFIX=(ov)@+ :are supported`,
    `bench 422 ${me} :No message of the day`,
  ],
  JOIN: () => [
    `${me}!${me}@bench JOIN ${channel}`,
    `bench 353 ${me} = ${channel} :${me} ${people.join(' ')}`,
    `bench 366 ${me} ${channel} :End of names`,
  ],
  MODE: (_, what) => [
    what === 'b' ? `bench 368 ${me} ${channel} :End` : `bench 324 ${me} ${channel} +n`,
  ],
  WHO: () => [`bench 315 ${me} ${channel} :End`],
  PING: (token) => [`bench PONG bench ${token}`],
};
