import { isWindows } from '@agent-aws-stack/contract';
import { agentCautions } from './agent-cautions.ts';
import { architectureCautions } from './architecture-rules.ts';
import { macCautions } from './mac-cautions.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';
import { scalerCautions } from './scaler-cautions.ts';
import { spotCautions } from './spot-cautions.ts';
import { systemCautions } from './system-rules.ts';

const VOLUME_DETAILS = [
  'SEMAPHORE_AGENT_VOLUME_TYPE',
  'SEMAPHORE_AGENT_VOLUME_SIZE',
  'SEMAPHORE_AGENT_VOLUME_IOPS',
  'SEMAPHORE_AGENT_VOLUME_THROUGHPUT',
  'SEMAPHORE_AGENT_VOLUME_ENCRYPTED',
  'SEMAPHORE_AGENT_VOLUME_KMS_KEY',
] as const;

/** What is allowed but has no effect, or not the one that was probably meant. Told as warnings. */
export const cautions: readonly Rule[] = [
  ...systemCautions,
  ...agentCautions,
  ...architectureCautions,
  ...macCautions,
  ...scalerCautions,
  ...spotCautions,
  rule(
    [
      'SEMAPHORE_AGENT_OS',
      'SEMAPHORE_AGENT_KEY_NAME',
      'SEMAPHORE_AGENT_SSH_INGRESS_CIDRS',
      'SEMAPHORE_AGENT_SECURITY_GROUP_ID',
    ],
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_KEY_NAME: keyName,
      SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: cidrs,
      SEMAPHORE_AGENT_SECURITY_GROUP_ID: securityGroup,
    }) => {
      const key = 'SEMAPHORE_AGENT_SSH_INGRESS_CIDRS';
      const noEffect = cidrs.length > 0;
      if (isWindows(os)) return when(noEffect, { key, expected: 'has no effect on Windows' });
      if (securityGroup !== undefined) {
        return when(noEffect, {
          key,
          expected: `has no effect on a security group of yours; let SSH in at ${securityGroup} itself`,
        });
      }
      return when(keyName !== undefined && !noEffect, {
        key,
        expected: `is empty, so no SSH reaches the instances although SEMAPHORE_AGENT_KEY_NAME is ${keyName}; name the ranges to let in`,
      });
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_VOLUME_NAME', ...VOLUME_DETAILS],
    ({ SEMAPHORE_AGENT_VOLUME_NAME: device }, isSet) =>
      device !== undefined
        ? []
        : VOLUME_DETAILS.filter(isSet).map((key) => ({
            key,
            expected: 'has no effect without SEMAPHORE_AGENT_VOLUME_NAME, the device it is meant for',
          })),
  ),
  rule(
    ['SEMAPHORE_AGENT_VOLUME_NAME', 'SEMAPHORE_AGENT_VOLUME_TYPE', 'SEMAPHORE_AGENT_VOLUME_THROUGHPUT'],
    ({
      SEMAPHORE_AGENT_VOLUME_NAME: device,
      SEMAPHORE_AGENT_VOLUME_TYPE: type,
      SEMAPHORE_AGENT_VOLUME_THROUGHPUT: throughput,
    }) =>
      when(device !== undefined && type !== 'gp3' && throughput !== undefined, {
        key: 'SEMAPHORE_AGENT_VOLUME_THROUGHPUT',
        expected: `has no effect on a volume of type ${type}; only gp3 has a throughput to choose`,
      }),
  ),
];
