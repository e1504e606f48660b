import { describe, expect, it } from '@jest/globals';
import { BOOT_STEPS, readBootLine, writeBootLine, type BootLine, type FirstJobLine } from './index.ts';

const BOOT: BootLine = {
  event: 'boot',
  instanceId: 'i-0123456789abcdef0',
  instanceType: 'm7i.large',
  imageId: 'ami-0123456789abcdef0',
  configParameter: 'ci-config',
  launchedAt: '2026-03-01T10:00:00Z',
  at: '2026-03-01T10:00:11.250Z',
  startedBy: 'boot-unit',
  parametersBy: 'signed-request',
  ssmCalls: 1,
  marks: {
    ...{ kernel: 1_900, network: 2_600, unit: 2_640, identity: 2_700 },
    ...{ parameters: 2_950, configuration: 3_010, agent: 3_080, registered: 3_250 },
  },
};
const FIRST_JOB: FirstJobLine = {
  event: 'first-job',
  instanceId: BOOT.instanceId,
  configParameter: 'ci-config',
  at: '2026-03-01T10:00:12Z',
  sinceBootMs: 4_000,
};

describe('a line of the boot log', () => {
  it.each([
    ['with all marks', BOOT],
    ['with the mark of the last step alone', { ...BOOT, marks: { registered: 3_250 } }],
    ['of a start by user data', { ...BOOT, startedBy: 'user-data', parametersBy: 'aws-cli', ssmCalls: 3 }],
    ['about the first job', FIRST_JOB],
  ] as const)('%s is read as it was written', (_, line) => {
    const text = writeBootLine(line);
    expect(text).not.toContain('\n');
    expect(readBootLine(text)).toEqual(line);
  });

  it('has a mark for each step', () => {
    expect(Object.keys(BOOT.marks)).toEqual(BOOT_STEPS);
  });

  it('is read without the fields and steps of a later version', () => {
    const later = { ...BOOT, zone: 'eu-west-1a', marks: { ...BOOT.marks, toolbox: 1 } };
    expect(readBootLine(JSON.stringify(later))).toEqual(BOOT);
  });

  it.each([
    ['an empty line', ''],
    ['a line that is not JSON', '2026-03-01 10:00:00 start: started the agent'],
    ['another event', JSON.stringify({ ...BOOT, event: 'shutdown' })],
    ['no mark of the last step', JSON.stringify({ ...BOOT, marks: { agent: 1 } })],
    ['a mark before boot', JSON.stringify({ ...BOOT, marks: { ...BOOT.marks, agent: -1 } })],
    ['a mark with fractions', JSON.stringify({ ...BOOT, marks: { ...BOOT.marks, agent: 0.5 } })],
    ['an instance without an id', JSON.stringify({ ...BOOT, instanceId: '' })],
    ['a local time', JSON.stringify({ ...BOOT, at: '2026-03-01 10:00:11' })],
    ['no time of the launch', JSON.stringify({ ...BOOT, launchedAt: undefined })],
  ])('is undefined for %s', (_, text) => {
    expect(readBootLine(text)).toBeUndefined();
  });
});
