import { autoScalingClient, AutoScalingGroups } from '@agent-aws-stack/aws-clients/auto-scaling';
import { ParameterStore, ssmClient } from '@agent-aws-stack/aws-clients/ssm';
import { MetricsClient } from '@agent-aws-stack/semaphore-api';
import { CloudWatchMetrics } from './adapters/cloudwatch-metrics.ts';
import { GroupCapacity } from './adapters/group-capacity.ts';
import { ParameterToken } from './adapters/parameter-token.ts';
import { runInvocation } from './invocation.ts';
import { latenessMs, type ScheduledEvent } from './lateness.ts';
import { createLog } from './logging.ts';
import { readSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';

/** The part of Lambda's context used here. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

// The next poll is a call's retry, with fresh values; only metrics are tried again.
const AWS_ATTEMPTS = 1;
const AWS_DEADLINE_MS = 3_000;
const SEMAPHORE_DEADLINE_MS = 5_000;

/** Started each minute by EventBridge. @throws InvalidEnvironmentError, ScalerFailedError */
export async function handler(event: ScheduledEvent, context: InvocationContext): Promise<void> {
  const settings = readSettings(process.env);
  const { stackName } = settings;
  const log = createLog(settings.logLevel, stackName, context.awsRequestId);
  const ssm = ssmClient({ maxAttempts: AWS_ATTEMPTS });
  const autoScaling = autoScalingClient({ maxAttempts: AWS_ATTEMPTS });
  const demand = new MetricsClient(settings.endpoint, { deadlineMs: SEMAPHORE_DEADLINE_MS });
  const metrics = new CloudWatchMetrics({ maxAttempts: 3, deadlineMs: 10_000 });
  const limits = { deadlineMs: AWS_DEADLINE_MS };
  try {
    await runInvocation(
      {
        clock: systemClock,
        log,
        demand,
        metrics,
        tokens: new ParameterToken(new ParameterStore(ssm, limits), settings.tokenParameterName),
        capacity: new GroupCapacity(new AutoScalingGroups(autoScaling, limits), settings),
      },
      settings,
      {
        remainingMs: context.getRemainingTimeInMillis(),
        latenessMs: latenessMs(event, systemClock.date()),
      },
    );
  } finally {
    // Nothing of this invocation may wake up in the next one.
    for (const client of [demand, metrics]) client.close();
    for (const client of [ssm, autoScaling]) client.destroy();
  }
}
