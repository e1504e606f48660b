import type { Group } from './group.ts';
import type { Instance } from './instances.ts';

/** The instances that one version of the launch template has launched, without those that are about to end. */
export interface TemplateVersion {
  readonly version: number;
  /** Whether the group launches with this version now. */
  readonly isCurrent: boolean;
  readonly instances: number;
  /** Usually one; several if overrides of instance types have images of their own. */
  readonly imageIds: readonly string[];
  /** The versions in the images' names. */
  readonly imageVersions: readonly string[];
  /** When the oldest of the instances was launched. */
  readonly oldestLaunchedAt: Date | undefined;
}

/** The versions that the group's instances have, newest first. The current one is always among them. */
export function templateVersionsOf(
  { launchTemplate }: Pick<Group, 'launchTemplate'>,
  all: readonly Instance[],
): readonly TemplateVersion[] {
  const instances = all.filter(({ lifecycle }) => !lifecycle.startsWith('Terminat'));
  const present = instances.flatMap(({ templateVersion }) => templateVersion ?? []);
  // The group's template names the version by its number. Someone may have set $Latest by hand.
  const current = /^\d+$/.test(launchTemplate.version)
    ? Number(launchTemplate.version)
    : Math.max(0, ...present);
  const versions = [...new Set([current, ...present])].sort((one, other) => other - one);
  return versions.map((version) => {
    const own = instances.filter(({ templateVersion }) => templateVersion === version);
    const launches = own.flatMap(({ launchedAt }) => launchedAt ?? []).map((at) => at.getTime());
    return {
      ...{ version, isCurrent: version === current, instances: own.length },
      imageIds: [...new Set(own.flatMap(({ imageId }) => imageId ?? []))],
      imageVersions: [...new Set(own.flatMap(({ version: image }) => image ?? []))],
      oldestLaunchedAt: launches.length === 0 ? undefined : new Date(Math.min(...launches)),
    };
  });
}
