import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { bootEvents, bootLine, firstJobLine } from '../testing/boot-lines.ts';
import { bootsOf, summarizeBoots } from './boots.ts';
import { NOW } from './testing/fleet.ts';
import { inRegion } from './testing/in-region.ts';

const since = new Date('2026-11-23T12:00:00Z');
const NONE = {
  ...{ since, instances: 0, imageIds: [], ssmCalls: 0, steps: [] },
  startedBy: { 'boot-unit': 0, 'user-data': 0 },
  parametersBy: { 'signed-request': 0, 'aws-cli': 0 },
};

describe('bootsOf', () => {
  it('reads what instances of the fleet have reported in the last 24 hours', async () => {
    const region: AwsAnswer = (call, reply) => {
      expect(call.input).toMatchObject({
        ...{ logGroupName: '/semaphore/boot', startTime: since.getTime(), filterPattern: '"ci-config"' },
      });
      const ofOther = bootLine(1, { configParameter: 'other-ci-config', imageId: 'ami-2' });
      reply.ok({ events: [...bootEvents(ofOther, bootLine(2)), { message: 'not JSON: ci-config' }] });
    };
    const boots = await inRegion(region, (aws) => bootsOf(aws, 'ci', NOW));
    expect(boots).toMatchObject({ since, instances: 1, imageIds: ['ami-1'], ssmCalls: 1 });
    expect(boots.steps).toHaveLength(10);
  });

  it('finds no boots if no instance has written to the log group yet', async () => {
    const region: AwsAnswer = (_, reply) =>
      reply.fail('ResourceNotFoundException', 'The specified log group does not exist.');
    expect(await inRegion(region, (aws) => bootsOf(aws, 'ci', NOW))).toEqual(NONE);
  });
});

describe('summarizeBoots', () => {
  it('counts how instances were started, and how they read their parameters', () => {
    const old = { startedBy: 'user-data', parametersBy: 'aws-cli', ssmCalls: 3, imageId: 'ami-2' } as const;
    expect(summarizeBoots([bootLine(1), bootLine(2, old), firstJobLine(1, 5)], since)).toMatchObject({
      ...{ instances: 2, imageIds: ['ami-2', 'ami-1'], ssmCalls: 4 },
      startedBy: { 'boot-unit': 1, 'user-data': 1 },
      parametersBy: { 'signed-request': 1, 'aws-cli': 1 },
    });
  });

  it('takes the newest hundred boots', () => {
    const lines = Array.from({ length: 150 }, (_, index) =>
      bootLine(index, { marks: { registered: index < 100 ? 1_000 : 9_000 } }),
    );
    const { instances, steps } = summarizeBoots(lines, since);
    expect(instances).toBe(100);
    expect(steps.find(({ step }) => step === 'registered')).toMatchObject({ p50Ms: 1_000, p95Ms: 1_000 });
  });
});
