import { STACK_DIMENSION } from '@agent-aws-stack/contract';
import * as z from 'zod';

/** The part of CloudWatch's embedded metric format that names metrics. */
const lineSchema = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/**
 * The names of the metrics in a handler's log, with the values of their dimensions except the stack name, e.g.
 * `JobCount.queued`.
 */
export function metricsInLog(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) return [];
    const { _aws, ...properties } = parsed.data;
    return _aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => {
      const dimensions = new Set(Dimensions.flat().filter((dimension) => dimension !== STACK_DIMENSION));
      return Metrics.map(({ Name }) =>
        [Name, ...[...dimensions].map((dimension) => properties[dimension])].join('.'),
      );
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
