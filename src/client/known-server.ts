// What is thought of a server's certificate: by what was known of it before, as ssh does it.
import type { SeenCertificate } from '../sdk/node/certificate.ts';

/** How a server showed who it is, when it was met before. */
export type Known =
  /** An authority vouched for it. */
  | 'verified'
  /** By a certificate that is its own word: this fingerprint, at the first meeting. */
  | { readonly fingerprint: string };

export type Judgement =
  | { readonly does: 'trust' }
  | { readonly does: 'remember'; readonly as: Known; readonly isFirst: boolean }
  | { readonly does: 'refuse'; readonly was: Known };

/**
 * - Whom an authority vouches for is trusted, whatever was known; from then on nothing less will do.
 * - Else the first certificate is trusted, and then that one alone.
 */
export function judge(
  known: Known | undefined,
  { fingerprint, isVerified }: SeenCertificate,
): Judgement {
  if (isVerified) {
    if (known === 'verified') return { does: 'trust' };
    return { does: 'remember', as: 'verified', isFirst: known === undefined };
  }
  if (known === undefined) return { does: 'remember', as: { fingerprint }, isFirst: true };
  const isSame = known !== 'verified' && known.fingerprint === fingerprint;
  return isSame ? { does: 'trust' } : { does: 'refuse', was: known };
}
