import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import type { FleetConfig } from '@agent-aws-stack/config';
import { AGENT_LOG_GROUP, instanceOfLogStream } from '@agent-aws-stack/contract';
import type { AwsClients } from '../../aws/clients.ts';
import { printable } from '../../cli/printable.ts';
import { demandOf } from '../../observe/demand.ts';
import type { GroupNames } from '../../observe/fleet-groups.ts';
import { groupOf } from '../../observe/group.ts';
import type { Parameter } from '../../observe/parameter.ts';
import { queuedJobsOf } from '../../observe/queued-jobs.ts';
import type { Observation } from './follow-job.ts';

export interface Target {
  readonly aws: AwsClients;
  readonly fleet: Pick<FleetConfig, 'endpoint'>;
  readonly groupNames: GroupNames;
  readonly token: Parameter | undefined;
}

/**
 * Looks at the queue, the registered agents, the group, and the agents' log lines since a time: those about the job or, without a job, the lines that an agent logs
 * when it starts any job (pkg/jobs/job.go of semaphoreci/agent).
 * @throws SemaphoreError, AwsError, LookupSkippedError
 */
export async function observe(
  { aws, fleet, groupNames, token }: Target,
  at: Date,
  job: string | undefined,
  since: Date,
): Promise<Observation> {
  const query = { group: AGENT_LOG_GROUP, since, containing: job ?? 'Running job' };
  const [queued, demand, group, lines] = await Promise.all([
    queuedJobsOf(fleet.endpoint, token),
    demandOf(fleet.endpoint, token),
    groupOf(aws, groupNames),
    orUndefined(LogGroupNotFoundError, aws.logGroups.lines(query)),
  ]);
  return {
    at,
    queued: queued.ids,
    listsAllJobs: queued.isComplete,
    agents: demand.agents.idle + demand.agents.occupied,
    desired: group.desired,
    instances: group.instances,
    lines: (lines ?? []).map(({ stream, text }) => ({
      instance: instanceOfLogStream(stream),
      text: printable(text),
    })),
  };
}
