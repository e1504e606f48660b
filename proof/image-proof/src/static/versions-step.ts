import type { ImageFamily } from '@agent-aws-stack/ami-hash';
import * as z from 'zod';
import { readJson, templateFolder } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

const address = z.string().regex(/^https:\/\/\S+$/, 'is no https address');
const release = z.string().regex(/^(\d+:)?v?\d+(\.\d+)*([-.+][\w.]+)*$|^latest$/, 'is no version');
const fingerprint = z.string().regex(/^[0-9A-F]{40}$/, 'is no fingerprint of a key');

/** How a download is known to be its vendor's. Checksums are never written here that their vendor has not published. */
const verification = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('sha256'),
    sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  }),
  z.strictObject({ by: z.literal('checksum-file'), url: address }),
  z.strictObject({ by: z.literal('signature'), signers: z.array(z.string()).min(1) }),
  z.strictObject({ by: z.literal('gpg'), signature: address, key: address, fingerprint }),
]);

const download = z.strictObject({ version: release, url: address, verify: verification });
/** apt checks what comes from it against the key. */
const repository = z.strictObject({
  version: release.optional(),
  repository: address,
  key: address,
  fingerprint,
});
/** What a package manager, or the agent's own installation, downloads and checks. */
const pinned = z.strictObject({ version: release });
const several = z.record(z.string(), release);

/** What the image's name says; raised with its sources. */
const image = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is not a version such as 1.0.0'),
});

const versions = z
  .object({ image, agent: download, toolbox: z.union([download, pinned]) })
  .catchall(z.union([download, repository, pinned, several]));

/** What of a versions.json nobody could build from; newest only where a vendor's signature stands for it. */
export function versionProblems(content: unknown): readonly string[] {
  const { error, data } = versions.safeParse(content);
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return Object.entries(data).flatMap(([name, entry]) => {
    const { version, url, verify } = entry as Partial<z.infer<typeof download>>;
    if (url === undefined || verify === undefined || version === undefined) return [];
    const unpinned = version === 'latest' && !['gpg', 'signature'].includes(verify.by);
    return [
      ...(url.includes('{version}') || verify.by === 'signature'
        ? []
        : [`${name}: its url has no {version}`]),
      ...(unpinned ? [`${name}: the latest version, which only a signature can tell from another`] : []),
    ];
  });
}

export function versionsStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: versions.json pins every download, and says what checks it`,
    family,
    kind: 'lint',
    async run() {
      const path = `${templateFolder(family)}/versions.json`;
      expectNone(versionProblems(readJson(path)).map((problem) => `${path}: ${problem}`));
    },
  };
}
