import { autoScalingClient, AutoScalingGroups } from '@agent-aws-stack/aws-clients/auto-scaling';
import { ParameterStore, ssmClient } from '@agent-aws-stack/aws-clients/ssm';
import { MetricsClient } from '@agent-aws-stack/semaphore-api';
import { EmbeddedMetrics } from './adapters/embedded-metrics.ts';
import { GroupCapacity } from './adapters/group-capacity.ts';
import { ParameterToken, type TokenMemory } from './adapters/parameter-token.ts';
import { ParameterTurns } from './adapters/parameter-turns.ts';
import { errorFields } from './error-fields.ts';
import type { Ports } from './invocation.ts';
import type { Log } from './ports.ts';
import type { ScalerSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';

/** Milliseconds each kind of call may take, whatever the other side does. */
export interface CallLimits {
  readonly semaphoreMs: number;
  readonly awsMs: number;
}

export const DEFAULT_LIMITS: CallLimits = { semaphoreMs: 5_000, awsMs: 3_000 };

export interface Connections {
  readonly ports: Ports;
  /** Ends whatever is under way: nothing of an invocation may wake up in the next one. */
  readonly close: () => void;
}

/** Connects the ports to Semaphore and AWS. */
export function connect(
  settings: ScalerSettings,
  log: Log,
  limits: CallLimits,
  memory: TokenMemory,
): Connections {
  // One attempt: the next poll is the retry, with fresh values. A repeated old SetDesiredCapacity might lower.
  const ssm = ssmClient({ maxAttempts: 1 });
  const autoScaling = autoScalingClient({ maxAttempts: 1 });
  const demand = new MetricsClient(settings.endpoint, { deadlineMs: limits.semaphoreMs });
  const parameters = new ParameterStore(ssm, { deadlineMs: limits.awsMs });
  const groups = new AutoScalingGroups(autoScaling, { deadlineMs: limits.awsMs });
  let closed = false;
  const close = () => {
    closed = true;
    demand.close();
    ssm.destroy();
    autoScaling.destroy();
  };
  const tokens = new ParameterToken(parameters, settings.tokenParameterName, {
    memory,
    onRemembered: (error) => {
      // A read that the end of the invocation cut off is none to be told in the next one.
      if (!closed) log.warn('token not read, the one of before stays in use', { error: errorFields(error) });
    },
  });
  const capacity = new GroupCapacity(groups, settings);
  const turns =
    settings.turnParameterName === undefined
      ? undefined
      : new ParameterTurns(parameters, settings.turnParameterName);
  const metrics = new EmbeddedMetrics((line) => process.stdout.write(line));
  return { ports: { clock: systemClock, log, demand, tokens, capacity, turns, metrics }, close };
}
