import type { TemplateVersion } from '../observe/template-versions.ts';
import { ageOf } from './age-of.ts';

/** One line for each version of the launch template that has instances, and for the current one. */
export function renderVersions(versions: readonly TemplateVersion[], now: Date): readonly string[] {
  return versions.map(({ version, isCurrent, instances, imageIds, imageVersions, oldestLaunchedAt }) => {
    const count = `${instances} ${isCurrent ? 'new' : 'old'}`;
    const image = [...imageIds, ...imageVersions].join(', ');
    const oldest =
      oldestLaunchedAt === undefined
        ? ''
        : `, the oldest ${ageOf(now.getTime() - oldestLaunchedAt.getTime())}`;
    return `launch template ${version}: ${count}${image === '' ? '' : ` (${image})`}${oldest}`;
  });
}
