import { ARCHITECTURES, FAMILIES, type Arch, type ImageFamily } from '@agent-aws-stack/contract';
import { expandAddress, variesByArchitecture } from '../versions/expand-address.ts';
import type { Download, Verification } from '../versions/versions-file.ts';
import { BuildError } from '../build/errors.ts';
import { listedChecksum } from './checksum-list.ts';
import type { Vendor } from './vendor.ts';

export type Pinning =
  | { readonly kind: 'pinned' | 'unchanged'; readonly download: Download; readonly source: string }
  /** The checksum cannot be determined, for the given reason. */
  | { readonly kind: 'not pinned'; readonly reason: string };

type Checksums = Readonly<Partial<Record<Arch, string | undefined>>>;

/**
 * Returns the download with its vendor's checksums for the version.
 * @throws BuildError if the vendor does not answer or does not list the file, or has changed the checksum of a pinned version
 */
export async function pinArtifact(
  family: ImageFamily,
  download: Download,
  version: string,
  vendor: Vendor,
): Promise<Pinning> {
  const { url, verify } = download;
  const by = verify.by === 'sha256' ? verify.otherVersions : verify;
  if (version === 'latest')
    return { kind: 'not pinned', reason: 'a checksum needs a version: name one with --version' };
  if (by === undefined)
    return { kind: 'not pinned', reason: 'versions.json does not say how to verify other versions' };
  if (by.by === 'signature')
    return { kind: 'not pinned', reason: 'only Windows can verify an Authenticode signature' };

  const source = (by.by === 'gpg' ? by.signature : by.url).replaceAll('{version}', version);
  const checksums: Partial<Record<Arch, string>> = {};
  for (const architecture of ARCHITECTURES) {
    if (!FAMILIES[family].architectures.includes(architecture)) continue;
    // If all architectures share a file, it is requested once.
    const known = variesByArchitecture(url) ? undefined : checksums.x86_64;
    checksums[architecture] = known ?? (await publishedChecksum(url, by, version, architecture, vendor));
  }
  const changed = version !== download.version;
  if (!changed && verify.by === 'sha256') requireSame(verify.sha256, checksums, source);
  const written =
    !changed &&
    verify.by === 'sha256' &&
    ARCHITECTURES.every((name) => verify.sha256[name] === checksums[name]);
  if (written) return { kind: 'unchanged', download, source };
  return {
    kind: 'pinned',
    download: {
      ...download,
      version,
      verify: { by: 'sha256', sha256: checksums, source, otherVersions: by },
    },
    source,
  };
}

async function publishedChecksum(
  url: string,
  by: Exclude<Verification, { by: 'sha256' | 'signature' }>,
  version: string,
  architecture: Arch,
  vendor: Vendor,
): Promise<string> {
  const expand = (address: string): string => expandAddress(address, version, architecture);
  const file = expand(url);
  if (by.by === 'gpg') {
    const { fingerprint } = by;
    return vendor.signedChecksum({ url: file, signature: expand(by.signature), key: by.key, fingerprint });
  }
  const name = file.split('/').at(-1) ?? file;
  const list = expand(by.url);
  const checksum = listedChecksum(await vendor.text(list), name);
  if (checksum === undefined) throw new BuildError(name, `${list} does not list its SHA-256`);
  return checksum;
}

/** A released file never changes, so a different checksum means that somebody has replaced it. */
function requireSame(written: Checksums, published: Checksums, source: string): void {
  for (const architecture of ARCHITECTURES) {
    const [here, there] = [written[architecture], published[architecture]];
    if (here !== undefined && there !== undefined && here !== there) {
      throw new BuildError(
        architecture,
        `versions.json has the SHA-256 ${here}, but ${source} now has ${there}. Find out why before you edit versions.json`,
      );
    }
  }
}
