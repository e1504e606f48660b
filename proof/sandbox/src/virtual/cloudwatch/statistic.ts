import * as z from 'zod';

/** A statistic of CloudWatch; a percentile is written `p95`. */
export const statisticSchema = z.union([
  z.enum(['Sum', 'Minimum', 'Maximum', 'Average', 'SampleCount']),
  z.string().regex(/^p\d{1,2}(\.\d+)?$/),
]);
export type Statistic = z.infer<typeof statisticSchema>;

/** The statistic of the samples in one period; undefined if there are none. */
export function statisticOf(samples: readonly number[], statistic: Statistic): number | undefined {
  if (samples.length === 0) return undefined;
  const sum = () => samples.reduce((total, sample) => total + sample, 0);
  switch (statistic) {
    case 'Sum':
      return sum();
    case 'Average':
      return sum() / samples.length;
    case 'SampleCount':
      return samples.length;
    case 'Minimum':
      return Math.min(...samples);
    case 'Maximum':
      return Math.max(...samples);
    default:
      return percentile(samples, Number(statistic.slice(1)));
  }
}

/** The smallest sample that is at least as large as this share of all samples. Assumed, because CloudWatch's documentation names no method. */
function percentile(samples: readonly number[], percent: number): number | undefined {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
