import { expect, it } from '@jest/globals';
import { readBootLine } from '@agent-aws-stack/contract';
import { BootMarks } from './boot-marks.ts';
import { Instance } from './instance.ts';

const launchedAt = Date.parse('2026-03-01T10:00:00.400Z');

it('writes the lines that the contract reads, with the times since the start of the machine', async () => {
  let now = launchedAt;
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const power = new AbortController().signal;
  const instance = new Instance(clock, {
    ...{ id: 'i-0a', groupName: 'lab', availabilityZone: 'us-east-1a', replaces: undefined },
    protectedFromScaleIn: false,
  });
  instance.place({ market: 'spot', instanceType: 'm7i.large', zone: 'us-east-1a' });
  instance.template = {
    ...{ id: 'lt-1', name: 'lab', version: 1, imageId: 'ami-1', instanceType: 'm7i.large' },
    ...{ userData: '', roleArn: undefined },
  };
  now += 6_000;
  const marks = new BootMarks(clock, 1_500, { parameters: 30, configuration: 80 });
  now += 1_500;
  marks.mark('unit');
  now += 20;
  await marks.end('parameters', power);
  now += 100;
  await marks.end('configuration', power);
  expect(
    readBootLine(marks.bootLine(instance, { configParameter: 'lab-config', ssmCalls: 3 }) ?? ''),
  ).toEqual({
    ...{ event: 'boot', instanceId: 'i-0a', instanceType: 'm7i.large', imageId: 'ami-1' },
    ...{ configParameter: 'lab-config', launchedAt: '2026-03-01T10:00:00Z', at: '2026-03-01T10:00:08.030Z' },
    ...{ startedBy: 'boot-unit', parametersBy: 'signed-request', ssmCalls: 3 },
    marks: {
      kernel: 300,
      network: 1_447,
      unit: 1_500,
      parameters: 1_530,
      configuration: 1_630,
      registered: 1_630,
    },
  });
  now += 700;
  expect(readBootLine(marks.firstJobLine(instance, 'lab-config') ?? '')).toEqual({
    ...{ event: 'first-job', instanceId: 'i-0a', configParameter: 'lab-config' },
    ...{ at: '2026-03-01T10:00:08.730Z', sinceBootMs: 2_330 },
  });
  expect(marks.bootLine(instance, { configParameter: 'lab-config', ssmCalls: 3 })).toBeUndefined();
  expect(marks.firstJobLine(instance, 'lab-config')).toBeUndefined();
});
