import type { BootLine } from '@agent-aws-stack/contract';
import type { Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
import { INSTANCE_ID } from '../run-case.ts';
import { CONFIG, GROUP_TAG, onBoth, READS, reports, STARTS, THROTTLED, answers } from './fleet.ts';
import { starts } from './start.ts';

export const BOOT_LOG = `${AGENT}/boot.log`;

const calls = (platform: Platform): readonly string[] => [...READS, ...STARTS[platform]];
export const BOOT: Partial<BootLine> = {
  ...{ event: 'boot', instanceId: INSTANCE_ID, instanceType: 'm7i.large', imageId: 'ami-0123456789abcdef0' },
  ...{ configParameter: CONFIG, launchedAt: '2026-05-01T11:59:50Z' },
  ...{ startedBy: 'user-data', parametersBy: 'signed-request', ssmCalls: 3 },
};

/** The line about the start in the boot log, as `fleet` reads it. */
export const BOOT_LOG_CASES: readonly ScriptCase[] = [
  ...onBoth((platform) =>
    starts(platform, 'boot log: has a line about the start', {
      expect: {
        exit: 0,
        calls: calls(platform),
        files: { [BOOT_LOG]: { mode: '644', owner: 'root', boot: BOOT } },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'boot log: has a line about the start in a fleet with a launch timeout', {
      changes: { launchTimeout: '300' },
      documents: GROUP_TAG,
      isReady: 'while the script sleeps',
      expect: {
        exit: 0,
        calls: [...calls(platform), reports('CONTINUE')],
        sleptSeconds: { atLeast: 0.125, below: 3 },
        files: { [BOOT_LOG]: { boot: BOOT } },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'boot log: counts each request to SSM', {
      aws: answers({ 'get-parameter:ci-fleet-ssh-public-keys': [THROTTLED, '["ssh-ed25519 AAAA"]'] }) ?? {},
      expect: {
        exit: 0,
        calls: [...calls(platform), ...READS.slice(-1)],
        sleptSeconds: { atLeast: 0, below: 1.001 },
        files: { [BOOT_LOG]: { boot: { ...BOOT, ssmCalls: 4 } } },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'boot log: keeps the lines of the instance from which the image was made', {
      files: { [BOOT_LOG]: { content: 'an earlier line\n', owner: 'root' } },
      expect: {
        exit: 0,
        calls: calls(platform),
        files: { [BOOT_LOG]: { text: /^an earlier line\n/, boot: BOOT } },
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'boot log: has no line about an agent that does not register within a minute', {
      isReady: 'never',
      expect: {
        exit: 0,
        calls: calls(platform),
        sleptSeconds: 60,
        output: [/has not registered within a minute; the boot log gets no line/],
        absent: [BOOT_LOG],
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'boot log: does not fail the start if the instance has no identity document', {
      documents: { 'dynamic/instance-identity/document': [''] },
      expect: {
        exit: 0,
        calls: calls(platform),
        sleptSeconds: { atLeast: 10, below: 30 },
        output: [/cannot write the boot log/],
      },
    }),
  ),
];
