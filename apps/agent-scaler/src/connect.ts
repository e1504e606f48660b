import { autoScalingClient, AutoScalingGroups } from '@agent-aws-stack/aws-clients/auto-scaling';
import { ParameterStore, ssmClient } from '@agent-aws-stack/aws-clients/ssm';
import { MetricsClient } from '@agent-aws-stack/semaphore-api';
import type { CallLimits } from './call-limits.ts';
import { EmbeddedMetrics } from './adapters/embedded-metrics.ts';
import { launchesOfFleet } from './adapters/fleet-launches.ts';
import { GroupCapacity } from './adapters/group-capacity.ts';
import { onDemandGroup } from './adapters/on-demand-group.ts';
import { ParameterLease } from './adapters/parameter-lease.ts';
import { SightsParameter } from './adapters/sights-parameter.ts';
import type { Ports } from './invocation.ts';
import type { ScalerSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';

export interface Connections {
  readonly ports: Omit<Ports, 'log' | 'tokenCache'>;
  /** Aborts all calls in progress. Otherwise Lambda would freeze them and resume them in the next invocation. */
  readonly close: () => void;
}

/** Creates the ports that call Semaphore and AWS. */
export function connect(settings: ScalerSettings, limits: CallLimits): Connections {
  // One attempt: the next poll retries with fresh values. Repeating an old SetDesiredCapacity could lower the capacity.
  const ssm = ssmClient({ maxAttempts: 1 });
  const autoScaling = autoScalingClient({ maxAttempts: 1 });
  const demand = new MetricsClient(settings.endpoint, { deadlineMs: limits.semaphoreMs });
  const parameters = new ParameterStore(ssm, { deadlineMs: limits.awsMs });
  const groups = new AutoScalingGroups(autoScaling, { deadlineMs: limits.awsMs });
  const { tokenParameterName, leaseParameterName, jobsParameterName } = settings;
  const group = new GroupCapacity(groups, settings);
  return {
    ports: {
      clock: systemClock,
      demand,
      token: {
        name: tokenParameterName,
        read: () => parameters.getSecureString(tokenParameterName),
      },
      capacity: group,
      launches: settings.launchBrake ? launchesOfFleet(group, groups, settings.onDemandGroupName) : undefined,
      onDemand: onDemandGroup(groups, settings),
      lease:
        leaseParameterName === undefined ? undefined : new ParameterLease(parameters, leaseParameterName),
      sights:
        jobsParameterName === undefined ? undefined : new SightsParameter(parameters, jobsParameterName),
      metrics: new EmbeddedMetrics((line) => process.stdout.write(line)),
    },
    close: () => {
      demand.close();
      ssm.destroy();
      autoScaling.destroy();
    },
  };
}
