import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeCertificate } from '../../../src/server/net/make-certificate.ts';
import { haveOwnCertificate, ownFiles } from '../../../src/server/net/own-certificate.ts';
import { Tls, TlsError, type TlsFiles } from '../../../src/server/net/tls.ts';

const nowMs = Date.parse('2026-11-20T12:00:00Z');
const tenYearsMs = 10 * 365 * 24 * 60 * 60 * 1000;

async function freshFiles(t: TestContext): Promise<TlsFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  t.after(() => rm(folder, { recursive: true }));
  return ownFiles(join(folder, 'log.txt'));
}

function open(files: TlsFiles, atMs = nowMs): Promise<Tls> {
  return Tls.open(files, 1000, () => atMs);
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('It was taken.'),
    (why: Error) => why,
  );
  assert.ok(error instanceof TlsError, error.message);
  return error.message;
}

test('a certificate is made once, beside the log, and only its key is a secret', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  assert.match(files.certPath, /log\.txt\.tls\.crt$/);
  assert.equal((await stat(files.keyPath)).mode & 0o777, 0o600);
  const before = await readFile(files.certPath, 'utf8');
  await haveOwnCertificate(files, nowMs + 1000);
  assert.equal(await readFile(files.certPath, 'utf8'), before);
});

test('it stands for this machine by its name and its own addresses, for ten years', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  const certificate = new X509Certificate(await readFile(files.certPath));
  for (const host of [hostname(), 'localhost']) assert.ok(certificate.checkHost(host), host);
  for (const address of ['127.0.0.1', '::1']) assert.ok(certificate.checkIP(address), address);
  assert.ok(certificate.validFromDate.getTime() < nowMs);
  assert.ok(certificate.validToDate.getTime() > nowMs + tenYearsMs);
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  assert.equal(certificate.ca, false);
});

test('its fingerprint is written as ssh writes one, and is that of the certificate', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  const { fingerprint } = (await open(files)).identity;
  assert.match(fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
  const { fingerprint256 } = new X509Certificate(await readFile(files.certPath));
  const bytes = Buffer.from(fingerprint.slice(7), 'base64');
  assert.equal(bytes.toString('hex').toUpperCase(), fingerprint256.replaceAll(':', ''));
});

test('half a pair is not made whole: that would be another certificate', async (t) => {
  for (const missing of ['certPath', 'keyPath'] as const) {
    const files = await freshFiles(t);
    await haveOwnCertificate(files, nowMs);
    await rm(files[missing]);
    const why = await refusalOf(haveOwnCertificate(files, nowMs));
    assert.match(why, /is there, but not .*: put it back, or delete both and start again/);
    assert.ok(why.includes(files[missing]));
  }
});

test('a pair that is none is told with what to do', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  await writeFile(files.keyPath, (await makeCertificate(['other'], nowMs)).key);
  assert.match(await refusalOf(open(files)), /no certificate and its key.*delete both/);
  await writeFile(files.certPath, 'nothing');
  assert.match(await refusalOf(open(files)), /no certificate and its key.*delete both/);
});

test('one that has expired is told, not used', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  const why = await refusalOf(open(files, nowMs + 2 * tenYearsMs));
  assert.match(why, /has expired, on 2036-11-\d\d: delete both and start again/);
});

test('one that the operator deletes is not silently made anew while the server runs', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  const tls = await open(files);
  const { fingerprint } = tls.identity;
  await Promise.all([rm(files.certPath), rm(files.keyPath)]);
  assert.match(await refusalOf(tls.reload()), /cannot be read \(ENOENT\): put it back, or delete/);
  assert.equal(tls.identity.fingerprint, fingerprint);
});

test('a key that others could read is the owner’s alone again', async (t) => {
  const files = await freshFiles(t);
  await haveOwnCertificate(files, nowMs);
  await chmod(files.keyPath, 0o644);
  await haveOwnCertificate(files, nowMs);
  assert.equal((await stat(files.keyPath)).mode & 0o777, 0o600);
});

test('where nothing can be written it says so, and leaves no half', async () => {
  const files = ownFiles('/nowhere/log.txt');
  assert.match(await refusalOf(haveOwnCertificate(files, nowMs)), /cannot be written \(ENOENT\)/);
});
