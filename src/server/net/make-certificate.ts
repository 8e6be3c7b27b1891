// Makes a certificate that vouches for itself: an EC key on P-256, and for which hosts it stands.
import { KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

/** PEM both. */
export interface MadePair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Nobody renews it, as nobody but its fingerprint vouches for it. */
const validMs = 3652 * dayMs;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** @param hosts names and addresses; the first is whom it says it is of */
export async function makeCertificate(hosts: readonly string[], nowMs: number): Promise<MadePair> {
  // Only now, as a certificate is made once in ten years; the first is what the second stands on.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = hosts.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [hosts[0] ?? ''] }],
    // A clock that is a little behind ours must not find it to be of tomorrow.
    notBefore: new Date(nowMs - dayMs),
    notAfter: new Date(nowMs + validMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension(names),
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { cert: `${cert.toString('pem')}\n`, key: String(key) };
}
