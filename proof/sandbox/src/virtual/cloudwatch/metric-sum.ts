import * as z from 'zod';
import { type Statistic, statisticSchema } from './statistic.ts';

/** One term of the sum that an alarm compares with its threshold. */
export interface Term {
  readonly sign: 1 | -1;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly statistic: Statistic;
}

export const dimensionsSchema = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .transform((dimensions) => Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])));

const termSchema = z.strictObject({
  Id: z.string(),
  Label: z.string().optional(),
  MetricStat: z.strictObject({
    Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensionsSchema }),
    Period: z.number(),
    Stat: statisticSchema,
  }),
  ReturnData: z.literal(false),
});
const sumSchema = z.strictObject({
  Id: z.string(),
  Expression: z.string().regex(/^\w+( [+-] \w+)*$/, 'only sums and differences of metrics are known'),
  Label: z.string().optional(),
  ReturnData: z.literal(true).optional(),
});

/** The Metrics of an alarm on a metric-math expression. The first entry is the expression, as the CDK writes it. */
export const metricSumSchema = z
  .tuple([sumSchema], termSchema)
  .transform(([{ Expression }, ...metrics], context) => {
    const periods = new Set(metrics.map(({ MetricStat }) => MetricStat.Period));
    const [period, ...otherPeriods] = periods;
    const terms = Expression.split(/ (?=[+-])/).map((part): Term | undefined => {
      const id = part.replace(/^[+-] /, '');
      const found = metrics.find(({ Id }) => Id === id)?.MetricStat;
      if (found === undefined) return undefined;
      const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = found.Metric;
      return {
        sign: part.startsWith('-') ? -1 : 1,
        metric: { namespace, name, dimensions },
        statistic: found.Stat,
      };
    });
    const known = terms.filter((term) => term !== undefined);
    if (period === undefined || otherPeriods.length > 0 || known.length < terms.length) {
      context.addIssue({
        code: 'custom',
        message: 'the expression has an id that no metric has, or the metrics have different periods',
      });
      return z.NEVER;
    }
    return { terms: known, period };
  });

/**
 * The sum of the terms; undefined if any term has no value. Assumed: CloudWatch's metric math gives no value for a time at which one of its
 * metrics has none.
 */
export function sumOf(terms: readonly Term[], read: (term: Term) => number | undefined): number | undefined {
  let sum = 0;
  for (const term of terms) {
    const value = read(term);
    if (value === undefined) return undefined;
    sum += term.sign * value;
  }
  return sum;
}
