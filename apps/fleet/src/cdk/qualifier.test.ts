import { fleetFile } from '../testing/fleet-file.ts';
import { expect, it } from '@jest/globals';
import { configuredQualifier } from './qualifier.ts';

const KEY = '@aws-cdk/core:bootstrapQualifier';

it("the qualifier comes from the first of the CDK's files that sets it", () => {
  using project = fleetFile({ app: 'node main.ts' });
  using cached = fleetFile({ [KEY]: 'agents' });
  using own = fleetFile({ context: { [KEY]: 'mine' } });
  const files = [
    { path: project.path, whole: false },
    { path: cached.path, whole: true },
    { path: own.path, whole: false },
  ];
  expect(configuredQualifier(files)).toBe('agents');
  expect(configuredQualifier(files.toReversed())).toBe('mine');
});

it("the qualifier is the CDK's default if the files do not exist or are not JSON", () => {
  using broken = fleetFile('{');
  const files = ['/nowhere/cdk.json', broken.path].map((path) => ({ path, whole: false }));
  expect(configuredQualifier(files)).toBe('hnb659fds');
});
