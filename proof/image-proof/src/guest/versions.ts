import { readFileSync } from 'node:fs';
import { expandAddress } from '@agent-aws-stack/images';
import * as z from 'zod';
import type { GuestSystem } from './system.ts';

const Artifact = z.object({
  version: z.string().optional(),
  url: z.string().optional(),
  repository: z.string().optional(),
  mirrors: z.array(z.string()).optional(),
  key: z.string().optional(),
  fingerprint: z.string().optional(),
  verify: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('sha256'), sha256: z.record(z.string(), z.string()), source: z.string() }),
      z.object({ by: z.literal('checksum-file'), url: z.string() }),
      z.object({ by: z.literal('gpg'), signature: z.string(), key: z.string(), fingerprint: z.string() }),
    ])
    .optional(),
});
type Artifact = z.infer<typeof Artifact>;

const ARCH = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/**
 * images/packer/linux/versions.json, in which the fingerprints of vendors' keys are replaced by that of the stand-ins' key,
 * and pinned checksums, except yq's, by those of the stand-ins.
 */
export class Versions {
  readonly #artifacts: Record<string, Artifact>;
  readonly #system: GuestSystem;

  constructor(file: string, fingerprint: string, system: GuestSystem) {
    this.#system = system;
    const document = readFileSync(file, 'utf8').replaceAll(
      /("fingerprint": )"[0-9A-F]{40}"/g,
      `$1"${fingerprint}"`,
    );
    const { yq, ...others } = JSON.parse(document) as Record<string, { verify?: { otherVersions?: object } }>;
    // The pin of yq is removed, so that this version is verified with the vendor's list, as versions without a pin are.
    const unpinned = { ...yq, verify: yq?.verify?.otherVersions ?? yq?.verify };
    this.#artifacts = z.record(z.string(), Artifact).parse({ ...others, yq: unpinned });
  }

  /** The document for the playbook, as JSON. */
  get document(): string {
    return JSON.stringify(this.#artifacts);
  }

  /** Replaces the pinned checksum of an artifact. */
  pin(name: string, checksum: string): void {
    this.#artifacts[name] = pinned(this.#artifacts[name] ?? {}, checksum);
  }

  /** An artifact, with its addresses expanded for this machine. */
  of(name: string): Artifact {
    const artifact = this.#artifacts[name];
    if (artifact === undefined) throw new Error(`versions.json has no ${name}`);
    const text = expandAddress(JSON.stringify(artifact), artifact.version ?? '', ARCH)
      .replaceAll('{distribution}', this.#system.distribution)
      .replaceAll('{release}', this.#system.suite);
    return Artifact.parse(JSON.parse(text));
  }

  /** The document with one address replaced by another. */
  redirected(from: string, to: string): string {
    const artifacts = Object.keys(this.#artifacts).map((name) => [name, this.of(name)]);
    return JSON.stringify(Object.fromEntries(artifacts)).replaceAll(`"${from}"`, `"${to}"`);
  }

  /** The document with an artifact pinned to a checksum. The artifact's other versions are then verified as all its versions were before. */
  pinnedTo(name: string, checksum: string): string {
    const artifact = this.#artifacts[name] ?? {};
    const { verify } = pinned(artifact, checksum);
    return JSON.stringify({
      ...this.#artifacts,
      [name]: { ...artifact, verify: { ...verify, otherVersions: artifact.verify } },
    });
  }

  /** Address of a vendor's APT repository. */
  repository(name: string): string {
    const { repository } = this.of(name);
    if (repository === undefined) throw new Error(`${name} has no repository`);
    return repository;
  }

  /** Addresses of a vendor's APT repository and its mirrors. */
  mirrors(name: string): readonly [string, ...string[]] {
    return [this.repository(name), ...(this.of(name).mirrors ?? [])];
  }

  /** Addresses of the vendors' keys. */
  keyUrls(): readonly string[] {
    return Object.keys(this.#artifacts).flatMap((name) => {
      const { key, verify } = this.of(name);
      return [key, verify?.by === 'gpg' ? verify.key : undefined].filter((url) => url !== undefined);
    });
  }

  /** All hosts that the playbook downloads from. */
  hosts(): readonly string[] {
    const urls = this.document.match(/https?:\/\/[^/"]+/g) ?? [];
    return [...new Set([...urls.map((url) => new URL(url).host), new URL(this.#system.archive).host])];
  }
}

function pinned(artifact: Artifact, checksum: string): Artifact {
  return {
    ...artifact,
    verify: { by: 'sha256', sha256: { [ARCH]: checksum }, source: artifact.url ?? '' },
  };
}
