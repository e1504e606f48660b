import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Artifact = z.object({
  version: z.string().optional(),
  url: z.string().optional(),
  repository: z.string().optional(),
  key: z.string().optional(),
  fingerprint: z.string().optional(),
  verify: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('checksum-file'), url: z.string() }),
      z.object({ by: z.literal('gpg'), signature: z.string(), key: z.string(), fingerprint: z.string() }),
    ])
    .optional(),
});
type Artifact = z.infer<typeof Artifact>;

/** images/packer/linux/versions.json, with every vendor's key replaced by one that this machine has. */
export class Versions {
  /** The document as the playbook gets it. */
  readonly document: string;
  private readonly artifacts: Readonly<Record<string, Artifact>>;

  constructor(file: string, fingerprint: string) {
    this.document = readFileSync(file, 'utf8').replaceAll(
      /("fingerprint": )"[0-9A-F]{40}"/g,
      `$1"${fingerprint}"`,
    );
    this.artifacts = z.record(z.string(), Artifact).parse(JSON.parse(this.document));
  }

  /** An artifact with its addresses for this machine's architecture. */
  of(name: string): Artifact {
    const artifact = this.artifacts[name];
    if (artifact === undefined) throw new Error(`versions.json has no ${name}`);
    const arm = process.arch === 'arm64';
    const text = JSON.stringify(artifact)
      .replaceAll('{version}', artifact.version ?? '')
      .replaceAll('{arch}', arm ? 'arm64' : 'x86_64')
      .replaceAll('{goArch}', arm ? 'arm64' : 'amd64')
      .replaceAll('{machine}', arm ? 'aarch64' : 'x86_64')
      .replaceAll('{armSuffix}', arm ? '-arm' : '')
      .replaceAll('{distribution}', 'debian')
      .replaceAll('{release}', 'bookworm');
    return Artifact.parse(JSON.parse(text));
  }

  /** A document in which one address leads elsewhere. */
  redirected(from: string, to: string): string {
    const artifacts = Object.keys(this.artifacts).map((name) => [name, this.of(name)]);
    return JSON.stringify(Object.fromEntries(artifacts)).replaceAll(`"${from}"`, `"${to}"`);
  }

  /** Address of a vendor's APT repository. */
  repository(name: string): string {
    const { repository } = this.of(name);
    if (repository === undefined) throw new Error(`${name} has no repository`);
    return repository;
  }

  /** Where the vendors' keys are. */
  keyUrls(): readonly string[] {
    return Object.keys(this.artifacts).flatMap((name) => {
      const { key, verify } = this.of(name);
      return [key, verify?.by === 'gpg' ? verify.key : undefined].filter((url) => url !== undefined);
    });
  }

  /** Every host that the playbook calls. */
  hosts(): readonly string[] {
    const urls = this.document.match(/https?:\/\/[^/"]+/g) ?? [];
    return [...new Set([...urls.map((url) => new URL(url).host), 'deb.debian.org', 'pypi.org'])];
  }
}
