import { describe, expect, it } from '@jest/globals';
import { instancesOf } from './instances.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { healthyRegion } from './testing/healthy-region.ts';
import { inRegion } from './testing/in-region.ts';

describe('instancesOf', () => {
  it('adds what EC2 knows, and the version of the image', async () => {
    const found = await inRegion(healthyRegion(), (aws) => instancesOf(aws, HEALTHY.group));
    expect(found).toMatchObject([
      { id: 'i-1', market: 'on-demand', launchedAt: new Date('2026-11-24T09:30:00Z'), version: 'v1.0.0' },
      { id: 'i-2', market: 'spot', imageId: 'ami-1', lifecycle: 'InService' },
    ]);
  });

  it('keeps an instance that EC2 does not list yet, and one whose image is gone', async () => {
    const region = healthyRegion({
      DescribeInstances: ({ input }, reply) => {
        expect(input).toMatchObject({
          'Filter.1.Name': 'tag:aws:autoscaling:groupName',
          'Filter.1.Value.1': 'ci-autoScalingGroup-1',
        });
        reply.ok({ reservationSet: [{ instancesSet: [{ instanceId: 'i-2', imageId: 'ami-gone' }] }] });
      },
      DescribeImages: (_, reply) => reply.ok({ imagesSet: [] }),
    });
    const found = await inRegion(region, (aws) => instancesOf(aws, HEALTHY.group));
    expect(found.map(({ id, market, imageId, version }) => [id, market, imageId, version])).toEqual([
      ['i-1', undefined, undefined, undefined],
      ['i-2', 'on-demand', 'ami-gone', undefined],
    ]);
  });

  it('makes no call for an empty group', async () => {
    const region = healthyRegion({ DescribeInstances: (_, reply) => reply.fail('Unexpected', 'asked') });
    expect(await inRegion(region, (aws) => instancesOf(aws, { ...HEALTHY.group, instances: [] }))).toEqual(
      [],
    );
  });
});
