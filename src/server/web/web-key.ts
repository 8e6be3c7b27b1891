// The key that the web of one port may want, where others can reach the port: once in an address, then as a cookie.
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearerOf, isSecret } from './bearer.ts';
import { type Denial, deny } from './denial.ts';
import type { Asked } from './route.ts';

/** How long a browser keeps what it was let in with. */
const cookieSeconds = 30 * 24 * 3600;

/** How long a key for one time may be on its way to the browser. */
const passMs = 60_000;
/** Of those that were used and would still be young enough; nobody opens so many pages in a minute. */
const maxUsed = 1_000;

/**
 * - Cookies know no ports: a browser that holds ours would give it to whoever else listens on this
 *   machine. So it belongs to a path that is made of the key, and that nobody else knows to ask for.
 * - The cookie is made of the key and the port, and is no way back to the key.
 * - Who has the key can make keys for one time, `MS.NONCE.PROOF`, for what others can read: the command line
 *   of a browser.
 */
export class WebKey {
  /** Under it are the page and all that the page asks for, `/~1a2b…`. */
  readonly path: string;
  readonly #key: string;
  readonly #prefix: string;
  readonly #now: () => number;
  /** Keys for one time that were used; the oldest is first. */
  readonly #used = new Set<string>();

  /** @param prefix under which a proxy has the web */
  constructor(key: string, prefix: string, now: () => number) {
    this.#key = key;
    this.path = `/~${digest('path', key).slice(0, 22)}`;
    this.#prefix = prefix + this.path;
    this.#now = now;
  }

  /** @returns undefined: whoever asks may come in */
  deny({ url, headers }: Asked, { socket }: IncomingMessage): Denial | undefined {
    if (isOpen(url.pathname, bearerOf(headers))) return undefined;
    const port = socket.localPort ?? 0;
    const name = `partyline-${port}`;
    const cookie = digest('cookie', this.#key, String(port));
    const given = url.searchParams.get('key');
    if (given !== null) return this.#fits(given) ? this.#letIn(name, cookie) : wrongKey;
    const shown = cookieNamed(name, headers.cookie);
    return shown !== undefined && isSecret(shown, cookie) ? undefined : noKey;
  }

  #fits(given: string): boolean {
    return isSecret(given, this.#key) || this.#isPass(given);
  }

  #isPass(given: string): boolean {
    const [, said = '', ms = '', proof = ''] =
      /^((\d{1,15})\.[0-9a-f]{24})\.(\S+)$/.exec(given) ?? [];
    const own = createHmac('sha256', this.#key).update(said).digest('base64url');
    const isYoung = Math.abs(this.#now() - Number(ms)) < passMs;
    if (!isSecret(proof, own) || !isYoung || this.#used.has(said)) return false;
    this.#used.add(said);
    for (const oldest of this.#used) if (this.#used.size > maxUsed) this.#used.delete(oldest);
    return true;
  }

  /** To the address without the key, as addresses are kept in histories and shown on screens. */
  #letIn(name: string, cookie: string): Denial {
    return deny(303, 'Come in.', {
      Location: `${this.#prefix}/`,
      'Set-Cookie': `${name}=${cookie}; Path=${this.#prefix}; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Strict`,
    });
  }
}

const noKey = deny(
  401,
  'This wants the key of whoever started the server: open it with chat-client web.',
  { 'WWW-Authenticate': 'Cookie' },
);
const wrongKey = deny(401, 'That is not the key: open it with chat-client web.', {
  'WWW-Authenticate': 'Cookie',
});

/** That it lives is no secret; and a webhook bears a token of its own, which is asked for there. */
function isOpen(path: string, token: string | undefined): boolean {
  return path === '/healthz' || (path.startsWith('/hooks/') && token !== undefined);
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url');
}

function cookieNamed(name: string, header = ''): string | undefined {
  const found = header.split(/; */).find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
