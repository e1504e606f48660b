import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm, AlarmProps, IAlarmAction, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  alarmName,
  ALARMS,
  IN_SERVICE_METRIC,
  metricDimensions,
  METRICS,
  METRICS_NAMESPACE,
  type Alarm as AlarmName,
} from '@agent-aws-stack/contract';
import { cloudwatch, core } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import { ScalerMetrics } from './scaler-metrics.ts';

export interface FleetAlarmsProps {
  readonly names: FleetNames;
  /** @default - no scaler, and no alarms about it */
  readonly scaler?: Function | undefined;
  /** The alarms that the fleet has. */
  readonly wanted: readonly AlarmName[];
  /** How long jobs may be queued before the alarm about long waits fires. No effect if `wanted` does not name that alarm. */
  readonly maxJobWaitSeconds: number;
  readonly groups: readonly CfnAutoScalingGroup[];
  readonly updater: Function;
  /** What happens when an alarm goes off, and when it clears. */
  readonly actions: readonly IAlarmAction[];
}

const { ComparisonOperator, TreatMissingData, Stats } = cloudwatch;

/** Alarms for faults that would otherwise go unnoticed until jobs do not start. */
export class FleetAlarms extends Construct {
  readonly #names: FleetNames;
  readonly #actions: readonly IAlarmAction[];

  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    const { names, scaler, updater, actions } = props;
    this.#names = names;
    this.#actions = actions;
    if (scaler) this.#watchScaler(scaler, props);
    // Lambda retries a failed run twice within minutes, so one failed run counts as three errors.
    this.#alarm(ALARMS.updaterFailing, {
      alarmDescription:
        "GitHub's SSH host keys could not be fetched or were refused. Agents keep using the last known keys.",
      metric: updater.metricErrors({ period: core.Duration.hours(6), statistic: Stats.SUM }),
      threshold: 3,
      evaluationPeriods: 1,
    });
  }

  #watchScaler(scaler: Function, { wanted, groups, maxJobWaitSeconds }: FleetAlarmsProps): void {
    const minute = core.Duration.minutes(1);
    this.#alarm(ALARMS.failing, {
      alarmDescription:
        'The scaler failed in three of five minutes, so it launches no agents for waiting jobs.',
      metric: scaler.metricErrors({ period: minute, statistic: Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    });
    this.#alarm(ALARMS.silent, {
      alarmDescription:
        'The scaler has not started for five minutes. This is normal right after the first deployment.',
      metric: scaler.metricInvocations({ period: minute, statistic: Stats.SUM }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 5,
      treatMissingData: TreatMissingData.BREACHING,
    });
    if (wanted.includes(ALARMS.agentsDoNotStart)) {
      this.#alarm(ALARMS.agentsDoNotStart, {
        alarmDescription:
          'Agents do not start: instances end before their agents register, so the scaler has suspended launches, and lets the group launch now and then to see whether agents start again. `fleet doctor` looks for the cause.',
        metric: new cloudwatch.Metric({
          namespace: METRICS_NAMESPACE,
          metricName: METRICS.launchBrake,
          dimensionsMap: { ...metricDimensions(this.#names.fleet) },
          period: minute,
          statistic: Stats.MAXIMUM,
        }),
        threshold: 1,
        // One minute of three is enough, because the scaler may report late or miss a minute.
        evaluationPeriods: 3,
        datapointsToAlarm: 1,
      });
    }
    if (wanted.includes(ALARMS.agentsMissing)) {
      this.#alarm(ALARMS.agentsMissing, {
        alarmDescription:
          'For half an hour, more instances were in service than Semaphore had agents. `fleet doctor` names them.',
        metric: this.#instancesWithoutAgent(groups),
        threshold: 1,
        evaluationPeriods: 30,
      });
    }
    if (wanted.includes(ALARMS.jobsWaitingLong)) {
      this.#alarm(ALARMS.jobsWaitingLong, {
        alarmDescription: `Jobs wait longer than ${maxJobWaitSeconds} seconds (SEMAPHORE_AGENT_MAX_JOB_WAIT). \`fleet explain\` says why the fleet has no more agents.`,
        metric: new cloudwatch.Metric({
          namespace: METRICS_NAMESPACE,
          metricName: METRICS.jobWaitSoFar,
          dimensionsMap: { ...metricDimensions(this.#names.fleet) },
          // Long enough that one slow job among many does not count.
          period: core.Duration.minutes(5),
          statistic: Stats.percentile(95),
        }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold: maxJobWaitSeconds,
        evaluationPeriods: 1,
      });
    }
    this.#alarm(ALARMS.jobsWaiting, {
      alarmDescription:
        'Jobs have been waiting for ten minutes, and the fleet is at SEMAPHORE_AGENT_ASG_MAX_SIZE.',
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: METRICS.jobsWaitingAtMaximum,
        dimensionsMap: { ...metricDimensions(this.#names.fleet) },
        period: minute,
        statistic: Stats.MINIMUM,
      }),
      threshold: 1,
      evaluationPeriods: 10,
    });
  }

  #instancesWithoutAgent(groups: readonly CfnAutoScalingGroup[]): MathExpression {
    const period = core.Duration.minutes(1);
    const statistic = Stats.AVERAGE;
    const inService = groups.map((group, index): [string, Metric] => [
      `instances${index + 1}`,
      new cloudwatch.Metric({
        ...{ namespace: 'AWS/AutoScaling', metricName: IN_SERVICE_METRIC, period, statistic },
        dimensionsMap: { AutoScalingGroupName: group.ref },
      }),
    ]);
    const metrics = new ScalerMetrics(this.#names.fleet);
    return new cloudwatch.MathExpression({
      expression: `${inService.map(([id]) => id).join(' + ')} - idle - occupied`,
      usingMetrics: {
        ...Object.fromEntries(inService),
        idle: metrics.agents('idle', statistic),
        occupied: metrics.agents('occupied', statistic),
      },
      label: 'instances without agent',
      period,
    });
  }

  #alarm(name: AlarmName, props: Omit<AlarmProps, 'alarmName'>): Alarm {
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmName: alarmName(this.#names.fleet, name),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    alarm.addAlarmAction(...this.#actions);
    alarm.addOkAction(...this.#actions);
    return alarm;
  }
}
