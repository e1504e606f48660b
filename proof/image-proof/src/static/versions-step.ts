import { ARCHITECTURES, FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { isDownload, VersionsFile, type Download } from '@agent-aws-stack/images';
import { readJson, templateFolder } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

/** Finds entries of versions.json that cannot be downloaded or verified. The version `latest` requires a vendor's signature. */
export function versionProblems(family: ImageFamily, content: unknown): readonly string[] {
  const { error, data } = VersionsFile.safeParse(content);
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return Object.entries(data).flatMap(([name, entry]) =>
    isDownload(entry) ? downloadProblems(family, entry).map((problem) => `${name}: ${problem}`) : [],
  );
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
    name: `static: ${family}: versions.json has a version of every download, and says how to verify it`,
    family,
    kind: 'test',
    async run() {
      const path = `${templateFolder(family)}/versions.json`;
      expectNone(versionProblems(family, readJson(path)).map((problem) => `${path}: ${problem}`));
    },
  };
}
