import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from '../build/errors.ts';
import { verifySignature } from './gpg.ts';
import type { SignedDownload, Vendor } from './vendor.ts';

const TEXT_TIMEOUT_MS = 30_000;
/** Enough to download the CloudWatch agent, which has 150 MB. */
const FILE_TIMEOUT_MS = 15 * 60_000;

/** Requests to vendors' servers over HTTPS. Requests each text only once. */
export class HttpsVendor implements Vendor {
  readonly #texts = new Map<string, Promise<string>>();
  readonly #fetch: typeof fetch;

  constructor(fetchUrl: typeof fetch = fetch) {
    this.#fetch = fetchUrl;
  }

  text(url: string): Promise<string> {
    const text = this.#texts.get(url) ?? this.#get(url, TEXT_TIMEOUT_MS).then((response) => response.text());
    this.#texts.set(url, text);
    return text;
  }

  async signedChecksum({ url, signature, key, fingerprint }: SignedDownload): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'images-pin-'));
    try {
      const files = {
        download: join(folder, 'download'),
        signature: join(folder, 'signature'),
        key: join(folder, 'key'),
      };
      const content = await this.#save(url, files.download);
      await this.#save(signature, files.signature);
      await this.#save(key, files.key);
      await verifySignature(url, files, fingerprint);
      return createHash('sha256').update(content).digest('hex');
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async #save(url: string, file: string): Promise<Uint8Array> {
    const content = new Uint8Array(await (await this.#get(url, FILE_TIMEOUT_MS)).arrayBuffer());
    await writeFile(file, content);
    return content;
  }

  async #get(url: string, timeoutMs: number): Promise<Response> {
    let response: Response;
    try {
      response = await this.#fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const { cause, message } = error as Error;
      throw new BuildError(url, `cannot be reached: ${cause instanceof Error ? cause.message : message}`, {
        cause: error,
      });
    }
    if (!response.ok) throw new BuildError(url, `answers ${response.status} ${response.statusText}`);
    if (!response.url.startsWith('https:'))
      throw new BuildError(url, `redirects to ${response.url}, which is not https`);
    return response;
  }
}
