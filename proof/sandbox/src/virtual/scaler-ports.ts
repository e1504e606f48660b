import { toAwsError } from '@agent-aws-stack/aws-clients';
import type { Group, ScalingActivity, StaffedGroup } from '@agent-aws-stack/aws-clients/auto-scaling';
import {
  DEFAULT_LIMITS,
  GroupCapacity,
  launchesOfFleet,
  onDemandGroup,
  ParameterLease,
  type Ports,
  type ScalerSettings,
  SightsParameter,
} from '@agent-aws-stack/agent-scaler/in-process';
import type { ActionContext } from '../fleet/api/action.ts';
import type { Group as SimulatedGroup } from '../fleet/group/group.ts';
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
): Pick<Ports, 'demand' | 'token' | 'capacity' | 'launches' | 'onDemand' | 'lease' | 'sights'> {
  const { tokenParameterName, leaseParameterName, jobsParameterName, endpoint } = settings;
  const store = {
    putString: (name: string, value: string) =>
      call('ssm', `ssm:PutParameter ${name}`, () => parameters.put(name, value)),
    getString: (name: string) => call('ssm', `ssm:GetParameter ${name}`, () => parameters.get(name).value),
    getVersioned: (name: string) => call('ssm', `ssm:GetParameter ${name}`, () => parameters.get(name)),
  };
  const autoScaling = {
    describe: (name: string) => describe(({ name: other }) => other === name),
    findByTag: () => describe(() => true),
    setDesiredCapacity: (AutoScalingGroupName: string, desired: number) =>
      act('SetDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: String(desired) }),
    suspendProcesses: (AutoScalingGroupName: string, ScalingProcesses: readonly string[]) =>
      act('SuspendProcesses', { AutoScalingGroupName, ScalingProcesses }),
    resumeProcesses: (AutoScalingGroupName: string, ScalingProcesses: readonly string[]) =>
      act('ResumeProcesses', { AutoScalingGroupName, ScalingProcesses }),
    setTag: (name: string, { key, value }: { readonly key: string; readonly value: string }) =>
      act('CreateOrUpdateTags', { Tags: [{ ...tagOf(name, key), Value: value }] }),
    deleteTag: (name: string, key: string) => act('DeleteTags', { Tags: [tagOf(name, key)] }),
    activitiesSince,
    describeStaffed: (names: readonly string[]) =>
      call('auto-scaling', 'autoscaling:DescribeAutoScalingGroups', () =>
        names.map((name) => staffed(groups.registry.get(name))),
      ),
  };
  const group = new GroupCapacity(autoScaling, settings);
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
    launches: settings.launchBrake
      ? launchesOfFleet(group, autoScaling, settings.onDemandGroupName)
      : undefined,
    onDemand: onDemandGroup(autoScaling, settings),
    lease: leaseParameterName === undefined ? undefined : new ParameterLease(store, leaseParameterName),
    sights: jobsParameterName === undefined ? undefined : new SightsParameter(store, jobsParameterName),
  };

  /** The main group comes first, so the first match is the right one. */
  function describe(matches: (group: { readonly name: string }) => boolean): Promise<Group> {
    return call('auto-scaling', 'autoscaling:DescribeAutoScalingGroups', async () => {
      await groups.registry.refresh();
      const group = groups.registry.groups.find(matches);
      if (group === undefined) throw new Error('there is no such group');
      return sized(group);
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

function sized({ name, size: { min, max, desired }, suspended, tags }: SimulatedGroup): Group {
  return {
    ...{ name, minSize: min, maxSize: max, desiredCapacity: desired },
    suspendedProcesses: [...suspended.keys()],
    tags: new Map(tags.map(({ key, value }) => [key, value])),
  };
}

function staffed(group: SimulatedGroup): StaffedGroup {
  return {
    ...sized(group),
    instances: [...group.instances.values()].map(({ lifecycleState }) => ({
      lifecycle: lifecycleState,
      weight: 1,
    })),
  };
}
