import type { IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  metricDimensions,
  METRICS,
  METRICS_NAMESPACE,
  type MetricName,
  type MetricState,
} from '@agent-aws-stack/contract';
import { cloudwatch, core } from './cdk.ts';

/** The metrics that the scaler of a stack publishes. */
export class ScalerMetrics {
  readonly #stackName: string;

  constructor(stackName: string) {
    this.#stackName = stackName;
  }

  jobs(state: 'queued' | 'running', statistic: string): Metric {
    return this.#metric(METRICS.jobs, statistic, `jobs ${state}`, { JobState: state });
  }

  agents(state: 'idle' | 'occupied', statistic: string): Metric {
    return this.#metric(METRICS.agents, statistic, `agents ${state}`, { AgentState: state });
  }

  desiredCapacity(): MathExpression {
    return this.#withZeros('desired', this.#metric(METRICS.desiredCapacity, 'Average'), 'desired capacity');
  }

  onDemandCapacity(): MathExpression {
    return this.#withZeros(
      'onDemand',
      this.#metric(METRICS.onDemandCapacity, 'Average'),
      'on-demand instances that stand in',
    );
  }

  jobsWaitingAtMaximum(): MathExpression {
    return this.#withZeros(
      'waiting',
      this.#metric(METRICS.jobsWaitingAtMaximum, 'Maximum'),
      'waiting at the maximum',
    );
  }

  jobsHeld(): MathExpression {
    return this.#withZeros('held', this.#metric(METRICS.jobsHeld, 'Maximum'), 'held by the quota');
  }

  pollFailures(): MathExpression {
    return this.#withZeros('failures', this.#metric(METRICS.pollFailures, 'Sum'), 'failed polls');
  }

  scaleOutLatency(statistic: string): Metric {
    return this.#metric(METRICS.scaleOutLatency, statistic, `demand to raise, ${statistic} (ms)`);
  }

  jobWait(statistic: string): Metric {
    return this.#metric(METRICS.jobWait, statistic, `job wait, ${statistic} (s)`);
  }

  /** Fills gaps with zeros: the scaler publishes nothing for a minute in which the metric was always zero. */
  #withZeros(id: string, metric: IMetric, label: string): MathExpression {
    return new cloudwatch.MathExpression({
      expression: `FILL(${id}, 0)`,
      usingMetrics: { [id]: metric },
      label,
      period: core.Duration.minutes(1),
    });
  }

  #metric(
    metricName: MetricName,
    statistic: string,
    label: string = metricName,
    state?: MetricState,
  ): Metric {
    return new cloudwatch.Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { ...metricDimensions(this.#stackName, state) },
      statistic,
      label,
      period: core.Duration.minutes(1),
    });
  }
}
