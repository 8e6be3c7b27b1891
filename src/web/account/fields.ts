// The fields of the forms about an account: what browsers and password managers are told of each, and what may stand in it.
import { checkUserName, isRefusal, limits } from '../../protocol/index.ts';

export type FieldKind = 'name' | 'current' | 'new' | 'code';

interface KindOfField {
  readonly type: 'text' | 'password';
  readonly autoComplete: string;
}

export const kindsOf: Readonly<Record<FieldKind, KindOfField>> = {
  name: { type: 'text', autoComplete: 'username' },
  current: { type: 'password', autoComplete: 'current-password' },
  new: { type: 'password', autoComplete: 'new-password' },
  code: { type: 'text', autoComplete: 'off' },
};

/** What is wrong, in a sentence, and the field that it is about; without one it is the password. */
export interface Problem {
  readonly words: string;
  readonly field?: string;
}

export function checkName(wish: string | undefined): Problem | undefined {
  const name = checkUserName((wish ?? '').trim());
  return isRefusal(name) ? { words: name.message, field: 'name' } : undefined;
}

/** That one is there at all: whether it is the right one, the server says. */
export function checkPresent(field: string, password: string | undefined): Problem | undefined {
  return password ? undefined : { words: 'Type your password.', field };
}

/** @param field the name of the first of the two */
export function checkNew(
  field: string,
  password: string | undefined,
  again: string | undefined,
): Problem | undefined {
  const length = [...(password ?? '')].length;
  const { minPasswordLength: least, maxPasswordLength: most } = limits;
  if (length < least) return { words: `A password has ${least} characters or more.`, field };
  if (length > most) return { words: `A password has at most ${most} characters.`, field };
  return password === again ? undefined : { words: 'The two are not the same.', field: 'again' };
}
