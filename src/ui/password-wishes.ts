// What a password would be typed for in vain, and what to do instead.
import type { State } from '../sdk/state.ts';
import type { PasswordWish } from './own-commands.ts';

const noAccount = 'You have no account here: /register makes your name one.';

/** @returns a sentence for who asked; undefined: the password can be asked for */
export function inVainWords(
  wish: PasswordWish,
  { me, isEnded }: Pick<State, 'me' | 'isEnded'>,
): string | undefined {
  const isAccount = me.isAccount === true;
  if (wish.does === 'register' && isAccount) {
    return `${me.name} is yours already: /password changes its password.`;
  }
  // A connection that ended begins anew, as whoever it is.
  if (wish.does === 'logIn' && isAccount && !isEnded) return `You are ${me.name}: /logout first.`;
  const isForMembers = wish.does === 'changePassword' || wish.does === 'unregister';
  return isForMembers && !isAccount ? noAccount : undefined;
}

/** Where the code has no field of its own it has to stand behind the command. */
export function lacksCode(wish: PasswordWish, { server }: Pick<State, 'server'>): boolean {
  return wish.does === 'register' && wish.code === '' && server?.auth === 'invite';
}
