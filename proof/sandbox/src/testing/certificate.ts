import { generate } from 'selfsigned';
import type { ServerTls } from '../http/listen.ts';

/** Creates a self-signed certificate for localhost and 127.0.0.1. Clients must trust `cert`. */
export async function testCertificate(): Promise<ServerTls> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}
