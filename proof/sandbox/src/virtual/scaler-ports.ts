import { toAwsError } from '@agent-aws-stack/aws-clients';
import type { Group, ScalingActivity } from '@agent-aws-stack/aws-clients/auto-scaling';
import {
  DEFAULT_LIMITS,
  GroupCapacity,
  ParameterLease,
  type Ports,
  type ScalerSettings,
  SightsParameter,
} from '@agent-aws-stack/agent-scaler/in-process';
import type { ActionContext } from '../fleet/api/action.ts';
import { performAction } from '../fleet/api/perform-action.ts';
import type { QueryValue } from '../fleet/api/query-protocol.ts';
import type { InProcessHub } from './in-process-hub.ts';
import type { Network, Service } from './network.ts';
import type { ParameterStore } from './parameter-store.ts';
import { sdkError } from './sdk-error.ts';

export interface ScalerSurroundings {
  readonly network: Network;
  readonly hub: InProcessHub;
  readonly parameters: ParameterStore;
  readonly groups: ActionContext;
}

const tagOf = (ResourceId: string, Key: string) => ({ ResourceId, ResourceType: 'auto-scaling-group', Key });

/** The name under which the scaler's calls appear in the events of the fleet. */
const ROLE = 'scaler';

/** The scaler's connections to Semaphore and AWS within the process. Errors and deadlines are as in its own clients. */
export function scalerPorts(
  { network, hub, parameters, groups }: ScalerSurroundings,
  settings: ScalerSettings,
): Pick<Ports, 'demand' | 'token' | 'capacity' | 'launches' | 'lease' | 'sights'> {
  const { tokenParameterName, leaseParameterName, jobsParameterName, endpoint } = settings;
  const store = {
    putString: (name: string, value: string) =>
      call('ssm', `ssm:PutParameter ${name}`, () => parameters.put(name, value)),
    getString: (name: string) => call('ssm', `ssm:GetParameter ${name}`, () => parameters.get(name).value),
    getVersioned: (name: string) => call('ssm', `ssm:GetParameter ${name}`, () => parameters.get(name)),
  };
  const group = new GroupCapacity(
    {
      describe: (name) => describe(({ name: other }) => other === name),
      findByTag: () => describe(() => true),
      setDesiredCapacity: (AutoScalingGroupName, desired) =>
        act('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: String(desired) }),
      suspendProcesses: (AutoScalingGroupName, ScalingProcesses) =>
        act('SuspendProcesses', { AutoScalingGroupName, ScalingProcesses }),
      resumeProcesses: (AutoScalingGroupName, ScalingProcesses) =>
        act('ResumeProcesses', { AutoScalingGroupName, ScalingProcesses }),
      setTag: (name, { key, value }) =>
        act('CreateOrUpdateTags', { Tags: [{ ...tagOf(name, key), Value: value }] }),
      deleteTag: (name, key) => act('DeleteTags', { Tags: [tagOf(name, key)] }),
      activitiesSince,
    },
    settings,
  );
  return {
    demand: {
      getMetrics: (token) => hub.metrics(endpoint, token, DEFAULT_LIMITS.semaphoreMs),
      getQueuedJobs: (token) => hub.queuedJobs(endpoint, token, DEFAULT_LIMITS.semaphoreMs),
    },
    token: {
      name: tokenParameterName,
      read: () =>
        call('ssm', `ssm:GetParameter ${tokenParameterName}`, () => parameters.get(tokenParameterName).value),
    },
    capacity: group,
    launches: settings.launchBrake ? group : undefined,
    lease: leaseParameterName === undefined ? undefined : new ParameterLease(store, leaseParameterName),
    sights: jobsParameterName === undefined ? undefined : new SightsParameter(store, jobsParameterName),
  };

  /** There is only one group, so the first match is the right one. */
  function describe(matches: (group: { readonly name: string }) => boolean): Promise<Group> {
    return call('auto-scaling', 'autoscaling:DescribeAutoScalingGroups', async () => {
      await groups.registry.refresh();
      const group = groups.registry.groups.find(matches);
      if (group === undefined) throw new Error('there is no such group');
      const { min, max, desired } = group.size;
      return {
        ...{ name: group.name, minSize: min, maxSize: max, desiredCapacity: desired },
        suspendedProcesses: [...group.suspended.keys()],
        tags: new Map(group.tags.map(({ key, value }) => [key, value])),
      };
    });
  }

  function activitiesSince(name: string, time: Date): Promise<readonly ScalingActivity[]> {
    return call('auto-scaling', `autoscaling:DescribeScalingActivities ${name}`, () =>
      groups.registry
        .get(name)
        .activities.all.filter(({ startedAt }) => startedAt >= time.getTime())
        .map(({ description, cause, startedAt, endedAt, status, statusMessage }) => ({
          ...{ description, cause, status, message: statusMessage },
          startedAt: new Date(startedAt),
          endedAt: endedAt === undefined ? undefined : new Date(endedAt),
        })),
    );
  }

  async function act(action: string, input: Readonly<Record<string, QueryValue>>): Promise<void> {
    const group = String(input.AutoScalingGroupName ?? 'tags');
    await call('auto-scaling', `autoscaling:${action} ${group}`, () =>
      performAction(groups, action, input, ROLE),
    );
  }

  async function call<Result>(
    service: Service,
    what: string,
    perform: () => Result | Promise<Result>,
  ): Promise<Result> {
    try {
      return await network.call({ service, caller: 'scaler' }, DEFAULT_LIMITS.awsMs, perform);
    } catch (error) {
      const [action = '', ...resource] = what.split(' ');
      throw toAwsError(sdkError(error), { action, resource: resource.join(' ') });
    }
  }
}
