import { expect, it } from '@jest/globals';
import { resolveValues } from './resolve-values.ts';
import type { FleetValues } from './resolve-values.ts';

const TOKEN = '${Token}';
const values: FleetValues = {
  stackName: 'ci',
  endpoint: 'acme.semaphoreci.com',
  token: { parameterName: '/ci/token' },
};
const resolve = (more: FleetValues, region?: string) =>
  resolveValues(
    { ...values, ...more },
    {
      nameOf: (place) => `<${place}>`,
      isUnresolved: (value) => value === TOKEN,
      region,
    },
  );

it('resolveValues applies defaults', () => {
  expect(resolve({})).toMatchObject({
    fleet: { group: { minSize: 0, maxSize: 1 }, lambda: { arch: 'arm64' } },
  });
});

it('resolveValues calls parameters by the names that the caller gives them', () => {
  expect(resolve({ group: { minSize: 2 } })).toMatchObject({
    problems: [{ key: '<group.minSize>', expected: 'at most <group.maxSize>, which is 1' }],
  });
});

it('resolveValues accepts values that are known only at deployment, and skips the rules that read them', () => {
  const resolved = resolve({ endpoint: TOKEN, group: { minSize: 2, maxSize: TOKEN } });
  expect(resolved).toMatchObject({ fleet: { endpoint: TOKEN, group: { minSize: 2, maxSize: TOKEN } } });
});

it('resolveValues checks the rules of a region', () => {
  expect(resolve({ agent: { usePreSignedUrl: true } }, 'cn-north-1')).toMatchObject({
    problems: [{ key: '<agent.usePreSignedUrl>' }],
  });
});
