import { expect, it } from '@jest/globals';
import type { Instance } from './instances.ts';
import { templateVersionsOf } from './template-versions.ts';
import { minutesAgo } from './testing/fleet.ts';

const instance = (
  templateVersion: number | undefined,
  minutes: number,
  others: Partial<Instance> = {},
): Instance => ({
  ...{ id: 'i-1', zone: 'eu-west-1a', lifecycle: 'InService', healthy: true, type: 'm7i.large' },
  ...{ protectedFromScaleIn: false, market: 'spot', launchedAt: minutesAgo(minutes) },
  ...{ imageId: `ami-${templateVersion}`, version: 'v1.0.0', templateVersion },
  ...others,
});
const group = (version: string) => ({ launchTemplate: { id: 'lt-1', version } });

it('templateVersionsOf counts the instances of each version, newest first', () => {
  const instances = [instance(2, 90), instance(3, 5), instance(2, 600), instance(undefined, 1)];
  expect(templateVersionsOf(group('3'), instances)).toEqual([
    {
      ...{ version: 3, isCurrent: true, instances: 1 },
      ...{ imageIds: ['ami-3'], imageVersions: ['v1.0.0'], oldestLaunchedAt: minutesAgo(5) },
    },
    {
      ...{ version: 2, isCurrent: false, instances: 2 },
      ...{ imageIds: ['ami-2'], imageVersions: ['v1.0.0'], oldestLaunchedAt: minutesAgo(600) },
    },
  ]);
});

it.each([
  ['no instance', '3', [], [3]],
  ['only older instances', '3', [instance(1, 9)], [3, 1]],
  ['older instances that are about to end', '3', [instance(1, 9, { lifecycle: 'Terminating:Wait' })], [3]],
  ['$Latest as its version', '$Latest', [instance(1, 9), instance(2, 8)], [2, 1]],
])('templateVersionsOf lists the versions of a group with %s', (_, version, instances, versions) => {
  const found = templateVersionsOf(group(version), instances);
  expect(found.map((each) => each.version)).toEqual(versions);
  expect(found.map(({ isCurrent }) => isCurrent)).toEqual(versions.map((_version, index) => index === 0));
});
