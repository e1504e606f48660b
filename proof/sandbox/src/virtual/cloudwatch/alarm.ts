import * as z from 'zod';
import { dimensionsSchema, metricSumSchema } from './metric-sum.ts';
import { statisticSchema } from './statistic.ts';

/** The properties of every alarm. */
const commonProperties = {
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold']),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
};
const ofOneMetric = z
  .strictObject({
    ...commonProperties,
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: dimensionsSchema,
    Period: z.number(),
    Statistic: statisticSchema.optional(),
    ExtendedStatistic: statisticSchema.optional(),
  })
  .transform(({ Statistic, ExtendedStatistic, ...alarm }, context) => {
    const statistic = Statistic ?? ExtendedStatistic;
    if (statistic === undefined) {
      context.addIssue({ code: 'custom', message: 'the alarm has no statistic' });
      return z.NEVER;
    }
    const metric = { namespace: alarm.Namespace, name: alarm.MetricName, dimensions: alarm.Dimensions };
    return { ...alarm, Metrics: { terms: [{ sign: 1 as const, metric, statistic }], period: alarm.Period } };
  });
const ofMetricSum = z.strictObject({ ...commonProperties, Metrics: metricSumSchema });

/**
 * Reads the properties of an alarm from a template. Refuses an alarm that the evaluator does not know: one with another property, or with metric
 * math other than sums and differences.
 */
export const alarmSchema = z.union([ofOneMetric, ofMetricSum]).transform((alarm) => ({
  name: alarm.AlarmName,
  terms: alarm.Metrics.terms,
  periodMs: alarm.Metrics.period * 1_000,
  comparison: alarm.ComparisonOperator,
  threshold: alarm.Threshold,
  evaluationPeriods: alarm.EvaluationPeriods,
  datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
  missingData: alarm.TreatMissingData,
}));
export type AlarmDefinition = z.infer<typeof alarmSchema>;

export type AlarmState = 'OK' | 'ALARM';

/**
 * How many periods CloudWatch looks at in addition to the last EvaluationPeriods. Their data takes the place of missing recent data. Two, because
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html shows five periods if EvaluationPeriods is 3.
 */
export const MORE_PERIODS = 2;

/**
 * The state of an alarm. The stack's alarms treat missing data as breaching or not breaching, so their state is never INSUFFICIENT_DATA.
 *
 * @param datapoints one for each period of the evaluation range, oldest first; undefined = missing
 */
export function alarmState(
  alarm: Pick<
    AlarmDefinition,
    'comparison' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'missingData'
  >,
  datapoints: readonly (number | undefined)[],
): AlarmState {
  const { comparison, threshold, evaluationPeriods, datapointsToAlarm, missingData } = alarm;
  const breaches = (value: number) =>
    comparison === 'LessThanThreshold'
      ? value < threshold
      : value > threshold || (comparison === 'GreaterThanOrEqualToThreshold' && value === threshold);
  const present = datapoints.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const missing = missingData === 'breaching' ? evaluationPeriods - present.length : 0;
  return present.filter(breaches).length + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
}
