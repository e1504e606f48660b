import { writeBootLine, type BootLine, type FirstJobLine } from '@agent-aws-stack/contract';
import { INSTANCE_ID } from '../run-case.ts';
import type { Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { UPTIME_SECONDS } from '../stand-ins.ts';
import { AGENT_LOGS } from './agent-log.ts';
import { BOOT_LOG } from './boot-log.ts';
import { CONFIG, onBoth } from './fleet.ts';

/** The boot line of this instance. Its agent registered two seconds before the watch starts. */
const BOOT: BootLine = {
  ...{ event: 'boot', instanceId: INSTANCE_ID, instanceType: 'm7i.large', imageId: 'ami-0123456789abcdef0' },
  ...{ configParameter: CONFIG, launchedAt: '2026-05-01T11:43:00Z', at: '2026-05-01T11:59:58.000Z' },
  ...{ startedBy: 'boot-unit', parametersBy: 'signed-request', ssmCalls: 1 },
  marks: { registered: (UPTIME_SECONDS - 2) * 1_000 },
};
const BOOT_TEXT = `${writeBootLine(BOOT)}\n`;
/**
 * The agent gets its job 1.2 s after the watch starts, and the watch sees it after 5 s. In the macOS cases, the instance booted 0.75 s earlier, so
 * the time from its boot to the job is 0.75 s longer.
 */
const SINCE_BOOT_MS: Readonly<Record<Platform, number>> = {
  linux: UPTIME_SECONDS * 1_000 + 1_200,
  macos: UPTIME_SECONDS * 1_000 + 1_950,
};
const noted = (platform: Platform): FirstJobLine => ({
  ...{ event: 'first-job', instanceId: INSTANCE_ID, configParameter: CONFIG },
  ...{ at: '2026-05-01T12:00:01.200Z', sinceBootMs: SINCE_BOOT_MS[platform] },
});

interface FirstJobCase {
  readonly log?: keyof typeof AGENT_LOGS;
  /** The boot log when the watch starts. @default - has the boot line */
  readonly bootLog?: string;
  /** Whether the watch adds the line about the first job to the boot log. @default true */
  readonly isNoted?: boolean;
}

const notes = (
  platform: Platform,
  name: string,
  { log = 'getsJobMidSync', bootLog = BOOT_TEXT, isNoted = true }: FirstJobCase = {},
): ScriptCase => ({
  name: `first job: ${name}`,
  platform,
  script: 'retirement-watch.sh',
  arguments: [],
  documents: { 'instance-life-cycle': ['on-demand'] },
  files: {
    [`${AGENT}/instance.conf`]: {
      content: `INSTANCE_ID=${INSTANCE_ID}\nREGION=eu-west-1\nAFTER_JOB=replace\nGRACE_PERIOD=0\n`,
      owner: 'root',
    },
    [BOOT_LOG]: { content: bootLog, owner: 'root' },
  },
  agentLog: AGENT_LOGS[log],
  endsAfterSeconds: 30,
  expect: {
    // The watch goes on until SIGTERM ends it.
    ...{ exit: 143, calls: [], sleptSeconds: 30 },
    files: {
      [BOOT_LOG]: isNoted
        ? { owner: 'root', text: `${bootLog}${writeBootLine(noted(platform))}\n`, firstJob: noted(platform) }
        : { text: bootLog },
    },
  },
});

/** The line about the first job in the boot log, as `fleet` reads it. */
export const FIRST_JOB_CASES: readonly ScriptCase[] = [
  ...onBoth((platform) => notes(platform, 'is noted once, at the time that the agent has logged')),
  ...onBoth((platform) =>
    notes(platform, 'is not a job of the instance from which the image was made', {
      log: 'getsJobAfterAnEarlierInstance',
    }),
  ),
  ...onBoth((platform) => notes(platform, 'is the first of two jobs', { log: 'getsTwoJobs' })),
  ...onBoth((platform) =>
    notes(platform, 'is not noted again after a restart of the watch', {
      bootLog: `${BOOT_TEXT}${writeBootLine({ ...noted(platform), sinceBootMs: 999_000 })}\n`,
      isNoted: false,
    }),
  ),
  ...onBoth((platform) =>
    notes(platform, 'is not noted before the agent gets a job', { log: 'idle', isNoted: false }),
  ),
  notes('linux', 'is not noted without a line about the start of this instance (linux)', {
    bootLog: `${writeBootLine({ ...BOOT, instanceId: 'i-0fedcba9876543210' })}\n`,
    isNoted: false,
  }),
  notes('linux', 'is not noted if the line about the start is damaged, but the watch goes on (linux)', {
    bootLog: `${BOOT_TEXT.slice(0, 100)}\n`,
    isNoted: false,
  }),
];
