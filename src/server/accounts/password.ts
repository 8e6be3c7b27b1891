// Passwords as they are kept: which ones may be, and their hashes with all that made them (PHC string format).
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { foldName, limits, type Refusal, refuse } from '../../protocol/index.ts';

export interface HashCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** OWASP's first choice for argon2id: 46 MiB, once over. 53 ms on a core of 2026. */
export const defaultCost: HashCost = { memory: 47_104, passes: 1 };

const saltBytes = 16;
const tagBytes = 32;

/** Why it can't be this account's password; undefined: it can. */
export function passwordFault(password: string, name: string): Refusal | undefined {
  const shape = password.normalize('NFKC');
  const { length } = [...shape];
  if (length < limits.minPasswordLength || length > limits.maxPasswordLength)
    return refuse(
      'password-weak',
      `A password has ${limits.minPasswordLength} to ${limits.maxPasswordLength} characters: a few words make a good one.`,
    );
  if (foldName(shape) === foldName(name))
    return refuse('password-weak', 'A password is not the name itself: choose another.');
  return undefined;
}

/** `$argon2id$v=19$m=47104,t=1,p=1$SALT$HASH`, in base64 without padding. */
export async function hashPassword(password: string, cost: HashCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  return formatHash(cost, salt, await derive(password, salt, cost));
}

/** A hash that no password fits, and that costs as much to try. */
export function dummyHash(cost: HashCost): string {
  return formatHash(cost, randomBytes(saltBytes), randomBytes(tagBytes));
}

/** Rejects for a hash that this server did not write. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const { cost, salt, tag } = parseHash(hash);
  return timingSafeEqual(await derive(password, salt, cost), tag);
}

/** Whether a hash costs those who guess less than it should by now. */
export function isWeaker(hash: string, cost: HashCost): boolean {
  const { cost: had } = parseHash(hash);
  return had.memory * had.passes < cost.memory * cost.passes;
}

function formatHash({ memory, passes }: HashCost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(salt)}$${unpadded(tag)}`;
}

function parseHash(hash: string) {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]{43})$/.exec(hash);
  if (!match) throw new Error('the hash of a password is not in a form that is known here');
  const [, memory, passes, salt = '', tag = ''] = match;
  return {
    cost: { memory: Number(memory), passes: Number(passes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** In a thread of Node's pool; the same characters in another form (é, e + ´) are the same password. */
function derive(password: string, salt: Buffer, cost: HashCost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: 1,
    tagLength: tagBytes,
    memory: cost.memory,
    passes: cost.passes,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
