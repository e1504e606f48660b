import type { IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { cloudwatch, core } from '../cdk.ts';

/** The metrics a fleet's scaler publishes, by the name of its stack. */
export class ScalerMetrics {
  private readonly stackName: string;

  constructor(stackName: string) {
    this.stackName = stackName;
  }

  jobs(state: 'queued' | 'running', statistic: string): Metric {
    return this.metric('JobCount', statistic, `jobs ${state}`, { JobState: state });
  }

  agents(state: 'idle' | 'occupied', statistic: string): Metric {
    return this.metric('AgentCount', statistic, `agents ${state}`, { AgentState: state });
  }

  desiredCapacity(): MathExpression {
    return this.withZeros('desired', this.metric('DesiredCapacity', 'Average'), 'desired capacity');
  }

  jobsWaitingAtMaximum(): MathExpression {
    return this.withZeros(
      'waiting',
      this.metric('JobsWaitingAtMaximum', 'Maximum'),
      'waiting at the maximum',
    );
  }

  pollFailures(): MathExpression {
    return this.withZeros('failures', this.metric('PollFailures', 'Sum'), 'failed polls');
  }

  scaleOutLatency(statistic: string): Metric {
    return this.metric('ScaleOutLatency', statistic, `seen to raised, ${statistic} (ms)`);
  }

  /** Minutes in which a metric was nothing but zero are not published. */
  private withZeros(id: string, metric: IMetric, label: string): MathExpression {
    return new cloudwatch.MathExpression({
      expression: `FILL(${id}, 0)`,
      usingMetrics: { [id]: metric },
      label,
      period: core.Duration.minutes(1),
    });
  }

  private metric(
    metricName: string,
    statistic: string,
    label = metricName,
    dimensions: Record<string, string> = {},
  ): Metric {
    return new cloudwatch.Metric({
      namespace: 'Semaphore',
      metricName,
      dimensionsMap: { StackName: this.stackName, ...dimensions },
      statistic,
      label,
      period: core.Duration.minutes(1),
    });
  }
}
