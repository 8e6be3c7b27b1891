// Whether a server is the one that was met before; what the person hears of it, and has to decide.
import type { SeenCertificate } from '../sdk/node/certificate.ts';
import type { Trust } from '../sdk/node/tls.ts';
import { judge, type Known } from './known-server.ts';
import type { Found, KnownServers } from './known-servers.ts';

export interface TrustParts {
  /** `HOST:PORT` */
  readonly address: string;
  readonly servers: KnownServers;
  /** The file as people write it. */
  readonly shownFile: string;
  /** Something that the person should know, and that stops nothing. */
  readonly tell: (text: string) => void;
}

/** Reads the file on every connection, so that what a person removes there counts at once. */
export function serverTrust(parts: TrustParts): Trust {
  return {
    whyNot: (seen) => whyNot(parts, seen),
    hasMet: () => {
      const found = parts.servers.find(parts.address);
      return found !== undefined && !('problem' in found);
    },
    plainRemedy: 'Where plain text is meant, which anybody between can read, give --insecure.',
  };
}

function whyNot(parts: TrustParts, seen: SeenCertificate): string | undefined {
  const found = parts.servers.find(parts.address);
  if (found && 'problem' in found)
    return `Nobody can tell whether this is the server of last time, as ${parts.shownFile} can’t be read: ${found.problem}.`;
  const judgement = judge(found?.known, seen);
  if (judgement.does === 'refuse') return changedWords(parts, found as Found, seen);
  if (judgement.does === 'remember') remember(parts, judgement.as, judgement.isFirst);
  return undefined;
}

function remember({ address, servers, shownFile, tell }: TrustParts, as: Known, isFirst: boolean) {
  if (isFirst && as !== 'verified')
    tell(
      `First time here: the certificate’s fingerprint is ${as.fingerprint}; compare it with what the server printed.`,
    );
  const problem = servers.remember(address, as);
  if (problem !== undefined)
    tell(`That can’t be kept in ${shownFile}, so it will be as if one never was here: ${problem}.`);
}

function changedWords(
  { address, shownFile }: TrustParts,
  { known, line }: Found,
  { fingerprint }: SeenCertificate,
): string {
  const isOfAuthority = known === 'verified';
  return [
    `WARNING: ${address} does not show who it is as it did before. Nothing was said to it.`,
    `Before: ${isOfAuthority ? 'an authority vouched for it' : known.fingerprint}`,
    `Now:    ${fingerprint}${isOfAuthority ? ', for which no authority vouches' : ''}`,
    'Either the server has another certificate, or somebody between you and it poses as it, to read and to change what is said.',
    'Ask whoever runs it, by another way than this one: chat-server prints its fingerprint when it starts.',
    `If the new one is right, remove line ${line} of ${shownFile}, and come again.`,
  ].join('\n');
}
