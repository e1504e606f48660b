import { STACK_DIMENSION } from '@agent-aws-stack/contract';
import * as z from 'zod';

/** A line in CloudWatch's embedded metric format, as far as it names metrics. */
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

/** Metrics that a handler wrote to its log, states included. */
export function metricsInLog(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) return [];
    const { _aws, ...properties } = parsed.data;
    return _aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => {
      const states = new Set(Dimensions.flat().filter((dimension) => dimension !== STACK_DIMENSION));
      return Metrics.map(({ Name }) => [Name, ...[...states].map((state) => properties[state])].join('.'));
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
