import type { IMetric, IWidget, YAxisProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { dashboardName } from '@agent-aws-stack/contract';
import { bootWidget } from './boot-widget.ts';
import { cloudwatch, core } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import { DECISIONS } from './decisions-query.ts';
import { ScalerMetrics } from './scaler-metrics.ts';

export interface FleetDashboardProps {
  readonly names: FleetNames;
  readonly scaler: Function;
  readonly scalerLog: ILogGroup;
  readonly updater: Function;
  /** Whether on-demand instances stand in for spot instances. */
  readonly hasFallback: boolean;
  /** The group's maximum size, shown as a line in the graph of the demand. */
  readonly maxSize: number;
}

const HALF = 12;

/** The dashboard of the fleet: demand and capacity, agents, waiting jobs, the time to raise the capacity, failures, cost, boots, decisions. */
export class FleetDashboard extends Construct {
  readonly #metrics: ScalerMetrics;

  constructor(scope: Construct, id: string, props: FleetDashboardProps) {
    super(scope, id);
    const { names } = props;
    this.#metrics = new ScalerMetrics(names.fleet);
    const dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: dashboardName(names.fleet),
      defaultInterval: core.Duration.hours(3),
    });
    dashboard.addWidgets(this.#demand(props), this.#agents());
    dashboard.addWidgets(this.#waiting(), this.#latency());
    dashboard.addWidgets(this.#failures(props), this.#cost(props.scaler));
    dashboard.addWidgets(
      ...[50, 95].map((percent) => bootWidget(names, percent, { width: HALF, height: 7 })),
    );
    dashboard.addWidgets(this.#decisions(props.scalerLog));
  }

  #demand({ maxSize, hasFallback }: FleetDashboardProps): IWidget {
    return new cloudwatch.GraphWidget({
      ...graph('Demand and capacity', COUNT),
      left: [
        this.#metrics.jobs('running', 'Average'),
        this.#metrics.jobs('queued', 'Average'),
        this.#metrics.desiredCapacity(),
        ...(hasFallback ? [this.#metrics.onDemandCapacity()] : []),
      ],
      leftAnnotations: [{ value: maxSize, label: 'maximum size' }],
    });
  }

  #agents(): IWidget {
    return new cloudwatch.GraphWidget({
      ...graph('Agents registered with Semaphore', COUNT),
      stacked: true,
      left: [this.#metrics.agents('occupied', 'Average'), this.#metrics.agents('idle', 'Average')],
    });
  }

  #waiting(): IWidget {
    return new cloudwatch.GraphWidget({
      ...graph('Waiting jobs', COUNT),
      left: [
        this.#metrics.jobs('queued', 'Maximum'),
        this.#metrics.jobsWaitingAtMaximum(),
        this.#metrics.jobsHeld(),
      ],
    });
  }

  #latency(): IWidget {
    return new cloudwatch.GraphWidget({
      ...graph('How long jobs wait, and the time from demand to raised capacity', { min: 0, label: 's' }),
      left: ['p50', 'p95'].map((statistic) => this.#metrics.jobWait(statistic)),
      right: ['p50', 'Maximum'].map((statistic) => this.#metrics.scaleOutLatency(statistic)),
      rightYAxis: { min: 0, label: 'ms' },
    });
  }

  #failures({ scaler, updater }: FleetDashboardProps): IWidget {
    const minute = core.Duration.minutes(1);
    return new cloudwatch.GraphWidget({
      ...graph('Failures', COUNT),
      left: [
        this.#metrics.pollFailures(),
        scaler.metricErrors({ period: minute, label: 'scaler: failed invocations' }),
        scaler.metricThrottles({ period: minute, label: 'scaler: throttled by Lambda' }),
        updater.metricErrors({ period: minute, label: 'updater of SSH keys' }),
      ],
    });
  }

  /** The average capacity in an hour is the number of agent hours. Lambda bills the scaler's duration at 128 MB. */
  #cost(scaler: Function): IWidget {
    const hour = core.Duration.hours(1);
    const gigabyteSeconds: IMetric = new cloudwatch.MathExpression({
      expression: 'duration / 1000 * 0.125',
      usingMetrics: { duration: scaler.metricDuration({ period: hour, statistic: 'Sum' }) },
      label: 'scaler, GB-seconds',
      period: hour,
    });
    return new cloudwatch.GraphWidget({
      ...graph('Usage that costs money, per hour', { min: 0, label: 'agent hours', showUnits: false }),
      left: [this.#metrics.desiredCapacity().with({ period: hour, label: 'agent hours' })],
      right: [gigabyteSeconds],
      rightYAxis: { min: 0, label: 'GB-seconds', showUnits: false },
    });
  }

  #decisions(log: ILogGroup): IWidget {
    return new cloudwatch.LogQueryWidget({
      title: 'Decisions of the scaler',
      logGroupNames: [log.logGroupName],
      queryLines: [
        `fields ${DECISIONS.fields.join(', ')}`,
        ...DECISIONS.filterStatements.map((statement) => `filter ${statement}`),
        `sort ${DECISIONS.sort}`,
        `limit ${DECISIONS.limit}`,
      ],
      width: 2 * HALF,
      height: 8,
    });
  }
}

const COUNT: YAxisProps = { min: 0, showUnits: false };

const graph = (title: string, leftYAxis: YAxisProps) => ({ title, width: HALF, height: 7, leftYAxis });
