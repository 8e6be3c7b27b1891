// What the server's terminal says to whoever started it: how people come in, and what they compare.

export interface Invited {
  /** `HOST:PORT`. */
  readonly address: string;
  /** The same for browsers, where there is a web. */
  readonly webAddress: string | undefined;
  /** What the web wants to see once, where it does. */
  readonly webKey?: string | undefined;
  /** Of the certificate, where there is TLS. */
  readonly fingerprint: string | undefined;
  /** Only this machine reaches it. */
  readonly isLoopback: boolean;
  /** Plain text is answered wherever it comes from. */
  readonly isInsecure: boolean;
  /** What people open, where a proxy stands before this. */
  readonly origins: readonly URL[];
}

/**
 * A line each.
 * @param machine what others call this one, as nobody can come in at `0.0.0.0`
 */
export function invitation(invited: Invited, machine: string): string[] {
  const { fingerprint } = invited;
  return [
    `Come in with: chat-client --name alice ${ways(invited, machine)}`,
    ...(fingerprint === undefined ? [] : [`The certificate's fingerprint is ${fingerprint}`]),
  ];
}

function ways({ isLoopback, isInsecure, origins, ...invited }: Invited, machine: string): string {
  const hasTls = invited.fingerprint !== undefined;
  const isExposed = !isLoopback && !hasTls;
  const [proxied] = origins;
  // From elsewhere the proxy is the only way in.
  if (isExposed && !isInsecure && proxied) return `${proxied.href}, or open that in a browser`;
  const flag = isExposed && isInsecure ? '--insecure ' : '';
  const client = `${flag}${calledBy(machine, invited.address)}`;
  if (invited.webAddress === undefined) return client;
  const key = invited.webKey === undefined ? '' : `/?key=${encodeURIComponent(invited.webKey)}`;
  const page = `${hasTls ? 'https' : 'http'}://${calledBy(machine, invited.webAddress)}${key}`;
  return `${client}, or open ${page} in a browser`;
}

function calledBy(machine: string, address: string): string {
  return address.replace(/^(?:0\.0\.0\.0|\[::\])(?=:)/, machine);
}
