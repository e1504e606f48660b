import * as z from 'zod';

const address = z.string().regex(/^https:\/\/\S+$/, 'is not an https address');
const release = z.string().regex(/^(\d+:)?v?\d+([-.+]\w+)*$|^latest$/, 'is not a version');
const fingerprint = z.string().regex(/^[0-9A-F]{40}$/, 'is not a key fingerprint');
const checksum = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256');

const checksumFile = z.strictObject({ by: z.literal('checksum-file'), url: address });
const signature = z.strictObject({ by: z.literal('signature'), signers: z.array(z.string()).min(1) });
const gpg = z.strictObject({ by: z.literal('gpg'), signature: address, key: address, fingerprint });
/** Checksums of the entry's `version`, published by the vendor at `source`. */
const sha256 = z.strictObject({
  by: z.literal('sha256'),
  sha256: z.strictObject({ x86_64: checksum.optional(), arm64: checksum.optional() }),
  source: address,
  /** How to verify other versions: those set for a single build, and those that `images:pin` pins. */
  otherVersions: z.discriminatedUnion('by', [checksumFile, signature, gpg]).optional(),
});

/** How to verify a download. */
const verification = z.discriminatedUnion('by', [sha256, checksumFile, signature, gpg]);
const download = z.strictObject({ version: release, url: address, verify: verification });
/** A package repository. With `key`, apt verifies its packages. */
const repository = z.strictObject({
  version: release.optional(),
  repository: address,
  /** Addresses with the same packages, which apt uses if the repository does not answer. */
  mirrors: z.array(address).optional(),
  key: address,
  fingerprint,
});
/** A version without an address: pip, Packer or the agent's installer knows where to get it. */
const pinned = z.strictObject({ version: release });
/** Versions by package, e.g. those of Chocolatey's packages. */
const several = z.record(z.string(), release);

/** The version in the image's name. Raise it when you change the image's sources. */
const image = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is not a version such as 1.0.0'),
});

/** The versions.json of a family: the versions of all software, their addresses, and how to verify them. */
export const VersionsFile = z
  .object({
    image,
    agent: download,
    toolbox: z.union([download, pinned]),
    /** Why an entry has no SHA-256 in this file, by the entry's name. `images:pin` removes the reason when it pins the entry. */
    unpinned: z.record(z.string(), z.string().min(1)),
  })
  .catchall(z.union([download, repository, pinned, several]));

export type Verification = z.infer<typeof verification>;
export type Download = z.infer<typeof download>;
export type VersionsFile = z.infer<typeof VersionsFile>;
export type Entry = VersionsFile[string];

export function isDownload(entry: Entry): entry is Download {
  return 'verify' in entry && 'url' in entry;
}
