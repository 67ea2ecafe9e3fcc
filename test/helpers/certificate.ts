import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly path: string;
}

/** A certificate of our own for names below `cutover.test`; `null` where there is no openssl on this machine. */
export function makeCertificate(folder: string): Certificate | null {
  const key = join(folder, 'key.pem');
  const path = join(folder, 'certificate.pem');
  const words = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', key, '-out', path, '-days', '2', '-subj', '/CN=cutover tests'],
    ...['-addext', 'subjectAltName=DNS:*.cutover.test,DNS:localhost,IP:127.0.0.1'],
  ];
  try {
    execFileSync('openssl', words, { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(path, 'utf8'), path };
}
