import { expect, it } from '@jest/globals';
import type { Instance } from '../../observe/instances.ts';
import { minutesAgo, NOW } from '../../observe/testing/fleet.ts';
import { renderInstances } from './render-instances.ts';

const instance = (others: Partial<Instance> = {}): Instance => ({
  ...{ id: 'i-1', zone: 'eu-west-1a', lifecycle: 'InService', healthy: true, type: 'm7i.large' },
  protectedFromScaleIn: false,
  ...{ market: 'spot', launchedAt: NOW, imageId: 'ami-1', version: 'v1.0.0' },
  ...others,
});

const rows = (instances: readonly Instance[]) => renderInstances(instances, NOW, (_, text) => text);

it.each([
  [0, '0m'],
  [59, '59m'],
  [60, '1h'],
  [47 * 60, '1d'],
])('the table of instances shows an age of %d minutes as %s', (minutes, age) => {
  const [, row = ''] = rows([instance({ launchedAt: minutesAgo(minutes) })]);
  expect(row.split(/ +/)[4]).toBe(age);
});

it('the table of instances marks an unhealthy instance, and has a dash for each unknown value', () => {
  const unknown = { market: undefined, launchedAt: undefined, imageId: undefined, version: undefined };
  const [, row = ''] = rows([instance({ ...unknown, healthy: false })]);
  expect(row.split(/ {2,}/)).toEqual(['i-1', 'eu-west-1a', 'm7i.large', ...'----', 'InService, unhealthy']);
});

it('the table of instances shows 30 rows, then the number of further instances', () => {
  const lines = rows(Array.from({ length: 480 }, () => instance()));
  expect(lines).toHaveLength(32);
  expect(lines.at(-1)).toBe('and 450 more: --json prints all');
});
