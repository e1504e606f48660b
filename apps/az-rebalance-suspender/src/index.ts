import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { AutoScalingGroups, autoScalingClient } from '@agent-aws-stack/aws-clients/auto-scaling';
import { handle } from './handler.ts';
import { put } from './response.ts';

/** The part of Lambda's context that the handler uses. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** Serves a CloudFormation custom resource: suspends AZRebalance on the group in its property AutoScalingGroupName. */
export async function handler(event: unknown, context: InvocationContext): Promise<void> {
  const groups = new AutoScalingGroups(autoScalingClient());
  await handle(event, {
    remainingMs: () => context.getRemainingTimeInMillis(),
    sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    suspendAzRebalance: (groupName) => groups.suspendProcesses(groupName, ['AZRebalance']),
    put,
    logger: new Logger({ serviceName: 'az-rebalance-suspender' }),
  });
}
