import * as z from 'zod';
import type { MetricDatum } from './metric-store.ts';

const lineSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string() })]),
      }),
    ]),
  }),
});

/** Reads a log line in the embedded metric format, with one metric, as the scaler writes it. @throws z.ZodError */
export function readEmbeddedMetric(line: string): MetricDatum {
  const fields = lineSchema.parse(JSON.parse(line));
  const [{ Namespace: namespace, Dimensions, Metrics }] = fields._aws.CloudWatchMetrics;
  const { Name: name } = Metrics[0];
  return {
    namespace,
    name,
    dimensions: Object.fromEntries(Dimensions[0].map((key) => [key, z.string().parse(fields[key])])),
    timestamp: fields._aws.Timestamp,
    values: z.array(z.number()).parse(fields[name]),
  };
}
