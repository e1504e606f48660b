import {
  INSTANCE_LOG_GROUPS,
  INSTANCE_LOG_RETENTION_DAYS,
  type ImageFamily,
} from '@agent-aws-stack/contract';
import * as z from 'zod';
import { sourceTexts } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

const collected = z.object({
  collect_list: z.array(
    z.object({
      file_path: z.string().optional(),
      log_group_name: z.string(),
      log_stream_name: z.string(),
      retention_in_days: z.number(),
    }),
  ),
});

const configuration = z.object({
  logs: z.object({
    logs_collected: z.object({ files: collected, windows_events: collected.optional() }),
  }),
});

/** Finds missing or wrong log groups, streams and retentions in a configuration of the CloudWatch agent. */
export function logGroupProblems(family: ImageFamily, content: unknown): readonly string[] {
  const { error, data } = configuration.safeParse(content);
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { files, windows_events } = data.logs.logs_collected;
  const logs = [...files.collect_list, ...(windows_events?.collect_list ?? [])];
  const groups = logs.map((log) => log.log_group_name);
  return [
    ...INSTANCE_LOG_GROUPS[family]
      .filter((group) => !groups.includes(group))
      .map((group) => `no log goes to ${group}`),
    ...groups
      .filter((group) => !INSTANCE_LOG_GROUPS[family].includes(group))
      .map((group) => `${group} is not a log group of ${family}`),
    ...logs.flatMap(
      ({ log_group_name: group, log_stream_name: stream, retention_in_days: days, file_path: file }) => [
        ...(stream === '{instance_id}' ? [] : [`${group}: the stream is ${stream}, expected {instance_id}`]),
        ...(days === INSTANCE_LOG_RETENTION_DAYS
          ? []
          : [`${group}: the retention is ${days} days, expected ${INSTANCE_LOG_RETENTION_DAYS}`]),
        // Ubuntu has no /var/log/messages. It writes /var/log/syslog.
        ...(file === '/var/log/messages' ? [`${group}: ${file} does not exist in our images`] : []),
      ],
    ),
  ];
}

export function logGroupsStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: logs go to the documented groups, one stream per instance, for 30 days`,
    family,
    kind: 'test',
    async run() {
      const files = sourceTexts(family).filter(({ path }) => /cloudwatch-agent[^/]*\.json$/.test(path));
      if (files.length !== 1)
        throw new Error(`${family} has ${files.length} configurations of the CloudWatch agent`);
      expectNone(
        files.flatMap(({ path, text }) =>
          logGroupProblems(family, JSON.parse(text)).map((problem) => `${path}: ${problem}`),
        ),
      );
    },
  };
}
