import { ARCHITECTURES, FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { isDownload, VersionsFile, type Download } from '@agent-aws-stack/images';
import { readJson, templateFolder } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

/**
 * Finds entries of versions.json that cannot be downloaded or verified. Each entry must have either a SHA-256 or a reason for its absence, and
 * not both. The version `latest` requires a vendor's signature.
 */
export function versionProblems(family: ImageFamily, content: unknown): readonly string[] {
  const { error, data } = VersionsFile.safeParse(content);
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const strangers = Object.keys(data.unpinned).filter((name) => !(name in data));
  return [
    ...strangers.map((name) => `unpinned.${name}: there is no such entry`),
    ...Object.entries(data).flatMap(([name, entry]) => [
      ...(isDownload(entry) ? downloadProblems(family, entry).map((problem) => `${name}: ${problem}`) : []),
      ...reasonProblems(name, data),
    ]),
  ];
}

/** Every entry has a SHA-256, or else a reason why it has none. */
function reasonProblems(name: string, versions: VersionsFile): readonly string[] {
  const entry = versions[name];
  if (entry === undefined || name === 'image' || name === 'unpinned') return [];
  const isPinned = isDownload(entry) && entry.verify.by === 'sha256';
  if (isPinned !== name in versions.unpinned) return [];
  return [
    `${name}: ${isPinned ? 'both' : 'neither'} a SHA-256 ${isPinned ? 'and' : 'nor'} a reason in unpinned`,
  ];
}

function downloadProblems(family: ImageFamily, { version, url, verify }: Download): readonly string[] {
  const signed = verify.by === 'gpg' || verify.by === 'signature';
  return [
    ...(url.includes('{version}') || verify.by === 'signature' ? [] : ['its url has no {version}']),
    ...(version === 'latest' && !signed ? ['latest requires a signature'] : []),
    ...(verify.by === 'sha256' ? missingArchitectures(family, verify.sha256) : []),
  ];
}

/** Every architecture needs a checksum, because the images of all architectures are built from the same versions.json. */
function missingArchitectures(
  family: ImageFamily,
  checksums: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return ARCHITECTURES.filter((architecture) => FAMILIES[family].architectures.includes(architecture))
    .filter((architecture) => checksums[architecture] === undefined)
    .map((architecture) => `no SHA-256 for ${architecture}`);
}

export function versionsStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: versions.json has a version and a checksum of every download, or the reason why not, and says how to verify it`,
    family,
    kind: 'test',
    async run() {
      const path = `${templateFolder(family)}/versions.json`;
      expectNone(versionProblems(family, readJson(path)).map((problem) => `${path}: ${problem}`));
    },
  };
}
