import { writeBootLine, type BootLine, type BootLogLine, type FirstJobLine } from '@agent-aws-stack/contract';
import { NOW } from '../observe/testing/fleet.ts';

const REGISTERED_MS = 3_250;
const LAUNCH_MS = 6_000;

/** The boot line of an instance of the fleet ci that was launched this many minutes before NOW. */
export function bootLine(minutes: number, changes: Partial<BootLine> = {}): BootLine {
  const launchedAt = NOW.getTime() - minutes * 60_000;
  return {
    ...{ event: 'boot', instanceId: `i-${minutes}`, instanceType: 'm7i.large', imageId: 'ami-1' },
    configParameter: 'ci-config',
    launchedAt: new Date(launchedAt).toISOString(),
    at: new Date(launchedAt + LAUNCH_MS + REGISTERED_MS).toISOString(),
    ...{ startedBy: 'boot-unit', parametersBy: 'signed-request', ssmCalls: 1 },
    marks: {
      ...{ kernel: 1_900, network: 2_600, unit: 2_640, identity: 2_700 },
      ...{ parameters: 2_950, configuration: 3_010, agent: 3_080, registered: REGISTERED_MS },
    },
    ...changes,
  };
}

/** The line about the first job of the instance launched this many minutes before NOW. @param afterMs - from registration to job */
export const firstJobLine = (minutes: number, afterMs: number): FirstJobLine => ({
  ...{ event: 'first-job', instanceId: `i-${minutes}`, configParameter: 'ci-config' },
  at: NOW.toISOString(),
  sinceBootMs: REGISTERED_MS + afterMs,
});

/** The events of CloudWatch Logs with these lines. */
export const bootEvents = (...lines: readonly BootLogLine[]): readonly object[] =>
  lines.map((line) => ({
    logStreamName: line.instanceId,
    timestamp: Date.parse(line.at),
    message: writeBootLine(line),
  }));
