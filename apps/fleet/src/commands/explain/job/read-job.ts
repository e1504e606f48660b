import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import type { LogLine } from '@agent-aws-stack/aws-clients/logs';
import type { FleetConfig } from '@agent-aws-stack/config';
import {
  AGENT_LOG_GROUP,
  instanceOfLogStream,
  lambdaLogGroupName,
  logStreamPrefix,
} from '@agent-aws-stack/contract';
import type { AwsClients } from '../../../aws/clients.ts';
import type { FullCommand } from '../../../cli/full-command.ts';
import { known, type Fact } from '../../../observe/fact.ts';
import { jobSightsOf } from '../../../observe/job-sights.ts';
import { parameterOf } from '../../../observe/parameter.ts';
import { queuedJobsOf } from '../../../observe/queued-jobs.ts';
import { leftJobsIn, parseScalerLine, withoutRepetitions } from '../../../observe/scaler-log.ts';
import { settleForCaller } from '../../../observe/settle.ts';
import { windowOf } from './job-times.ts';
import type { AgentLine, JobTraces } from './job-traces.ts';

/** Looks up everything about a job. @throws CredentialsError; the SDK's own error if no region is set */
export async function readJob(
  aws: AwsClients,
  { stackName, endpoint, token }: FleetConfig,
  job: { readonly id: string; readonly since: Date; readonly at: Date },
  fullCommand: FullCommand,
): Promise<JobTraces> {
  const settle = <T>(lookup: Promise<T>): Promise<Fact<T>> => settleForCaller(lookup, fullCommand);
  const scalerLog = lambdaLogGroupName(stackName, 'agent-scaler');
  const { id, since, at } = job;
  const [queued, sights, left, agentLine] = await Promise.all([
    settle(parameterOf(aws, token.parameterName).then((parameter) => queuedJobsOf(endpoint, parameter))),
    settle(jobSightsOf(aws, stackName)),
    settle(
      linesOf(aws, { group: scalerLog, since, containing: id }).then((lines) =>
        lines.flatMap(({ text }) => leftJobsIn(text)).findLast((each) => each.id === id),
      ),
    ),
    settle(
      linesOf(aws, { group: AGENT_LOG_GROUP, since, containing: id }).then((lines) =>
        agentLineIn(lines, stackName),
      ),
    ),
  ]);
  const window = windowOf({ id, at }, { queued, sights, left, agentLine });
  const entries =
    window === undefined
      ? known([])
      : await settle(
          linesOf(aws, {
            ...{ group: scalerLog, since: window.since },
            until: new Date(window.until.getTime() + DELIVERY_MS),
          }).then((lines) =>
            lines
              .flatMap((line) => parseScalerLine(line.text, line.at) ?? [])
              .filter((entry) => entry.at >= window.since && entry.at <= window.until)
              .sort((one, other) => one.at.getTime() - other.at.getTime())
              .filter(withoutRepetitions()),
          ),
        );
  return { queued, sights, left, agentLine, entries };
}

/** CloudWatch's time of a line may be later than the line's own time, at most by the length of an invocation, which Lambda ends after 160 s. */
const DELIVERY_MS = 3 * 60_000;

/** No lines if there is no such log group: nothing has been logged yet. */
const linesOf = async (
  { logGroups }: Pick<AwsClients, 'logGroups'>,
  query: Parameters<AwsClients['logGroups']['lines']>[0],
): Promise<readonly LogLine[]> => (await orUndefined(LogGroupNotFoundError, logGroups.lines(query))) ?? [];

/** The agent logs the id when it starts the job (pkg/jobs/job.go of semaphoreci/agent). All fleets share the log group. */
function agentLineIn(lines: readonly LogLine[], stackName: string): AgentLine | undefined {
  const own = lines.filter(
    ({ stream }) => !stream.includes('/') || stream.startsWith(logStreamPrefix(stackName)),
  );
  const [line] = own.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return (
    line && {
      ...{ at: line.at, instance: instanceOfLogStream(line.stream) },
      namesFleet: line.stream.includes('/'),
    }
  );
}
