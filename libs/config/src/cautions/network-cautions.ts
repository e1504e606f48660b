import { isWindows } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

export const networkCautions: readonly FindCautions[] = [
  ({ instance: { os, keyName }, network: { sshIngressCidrs, securityGroupId } }) => {
    const parameter = parameters.network.sshIngressCidrs;
    const isSet = sshIngressCidrs.length > 0;
    if (isWindows(os)) {
      return when(isSet, { parameter, effect: 'has no effect on Windows', remedy: 'Remove it' });
    }
    if (securityGroupId !== undefined) {
      return when(isSet, {
        parameter,
        effect: 'has no effect on a security group of your own',
        remedy: `Allow SSH in ${securityGroupId} itself`,
      });
    }
    return when(keyName !== undefined && !isSet, {
      parameter,
      effect: `is empty, so SSH cannot reach the instances although SEMAPHORE_AGENT_KEY_NAME is ${keyName}`,
      remedy: 'Set it to the address ranges that may connect',
    });
  },
];
