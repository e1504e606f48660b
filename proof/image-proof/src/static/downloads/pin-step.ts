import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpsVendor } from '@agent-aws-stack/images';
import { StepFailure, type Step } from '../../step.ts';
import { command } from '../../tools/command.ts';
import { checksum, Vendor } from './vendor.ts';

const TOOL = 'https://vendor.example/tool.tar.gz';

interface SignatureCase {
  readonly name: string;
  /** Publishes and signs files. @returns the fingerprint in versions.json */
  prepare(vendor: Vendor): Promise<string>;
  /** Matches the error. @default - the checksum is accepted */
  readonly refused?: RegExp;
}

const CASES: readonly SignatureCase[] = [
  { name: "the vendor's signature", prepare: (vendor) => vendor.sign('vendor') },
  {
    name: 'a file that was changed after signing',
    async prepare(vendor) {
      const fingerprint = await vendor.sign('vendor');
      await vendor.publish('tool.tar.gz', 'something else');
      return fingerprint;
    },
    refused: /its signature is invalid/,
  },
  {
    name: 'a signature with another key',
    async prepare(vendor) {
      const fingerprint = await vendor.sign('vendor');
      await vendor.sign('somebody');
      return fingerprint;
    },
    refused: /is not signed by [0-9A-F]{40}/,
  },
];

export const pinStep: Step = {
  name: 'static: images:pin refuses a signed download if the signature is invalid or by another key',
  needs: [command('gpg', 'gnupg')],
  async run(progress) {
    const failures: string[] = [];
    for (const { name, prepare, refused } of CASES) {
      progress(name);
      const result = await pin(prepare);
      const isExpected = refused === undefined ? result === checksum() : refused.test(result);
      if (!isExpected) failures.push(`${name}: ${result}`);
    }
    if (failures.length > 0) throw new StepFailure(CASES.length - failures.length, failures);
    return { passed: CASES.length };
  },
};

/** Returns the checksum, or the error's message. */
async function pin(prepare: SignatureCase['prepare']): Promise<string> {
  await using vendor = await Vendor.open();
  const fingerprint = await prepare(vendor);
  const { folder } = vendor;
  const client = new HttpsVendor(async (url) => {
    const response = new Response(await readFile(join(folder, String(url).split('/').at(-1) ?? '')));
    Object.defineProperty(response, 'url', { value: url });
    return response;
  });
  const key = 'https://vendor.example/vendor.gpg';
  // Awaited here, because the vendor's folder is removed when this function returns.
  return await client
    .signedChecksum({ url: TOOL, signature: `${TOOL}.sig`, key, fingerprint })
    .catch((error: Error) => error.message);
}
