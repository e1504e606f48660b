import type { Clock } from '../clock.ts';
import type { ActionContext } from '../fleet/api/action.ts';
import { performAction } from '../fleet/api/perform-action.ts';
import type { InstanceAws } from '../fleet/instance/instance-aws.ts';
import type { Network } from './network.ts';
import type { ParameterStore } from './parameter-store.ts';
import { sdkError } from './sdk-error.ts';

export interface InProcessAws {
  readonly clock: Clock;
  readonly network: Network;
  readonly parameters: ParameterStore;
  /** The groups. A function, because the fleet is created after the AWS clients of its instances. */
  readonly groups: () => ActionContext;
}

/** As in parameters.sh of the images: how long a call may take, and for how long a failed one is repeated. */
const TIMEOUT_MS = 10_000;
const READ_FOR_MS = 90_000;
const READ_AGAIN_AFTER_MS = 5_000;

/** An instance's AWS client that calls the simulator within the process. */
export function inProcessInstanceAws(
  { clock, network, parameters, groups }: InProcessAws,
  role: string,
): InstanceAws {
  return {
    getParameter: (name) => read(() => parameters.get(name).value),
    getParameters: (names) => read(() => new Map(names.map((name) => [name, parameters.get(name).value]))),
    getWrittenParameter: (name) =>
      network.call({ service: 'ssm', caller: 'instances' }, TIMEOUT_MS, () => parameters.get(name)),
    setUnhealthy: (InstanceId) =>
      act('SetInstanceHealth', { InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: 'false' }),
    terminate: (InstanceId, decrement) =>
      act('TerminateInstanceInAutoScalingGroup', {
        InstanceId,
        ShouldDecrementDesiredCapacity: String(decrement),
      }),
    completeLaunch: (InstanceId, { groupName, hookName, result }) =>
      act('CompleteLifecycleAction', {
        InstanceId,
        AutoScalingGroupName: groupName,
        LifecycleHookName: hookName,
        LifecycleActionResult: result,
      }),
    callerIdentityUrl: () => Promise.reject(new Error('there is no STS on the virtual clock')),
    logLine: () => Promise.resolve(),
    bootLine: () => Promise.resolve(),
    destroy: () => undefined,
  };

  async function read<Result>(answer: () => Result): Promise<Result> {
    for (const giveUpAt = clock.now() + READ_FOR_MS; ; await clock.sleep(READ_AGAIN_AFTER_MS)) {
      try {
        return await network.call({ service: 'ssm', caller: 'instances' }, TIMEOUT_MS, answer);
      } catch (error) {
        if (clock.now() >= giveUpAt) throw error;
      }
    }
  }

  async function act(action: string, input: Readonly<Record<string, string>>): Promise<void> {
    await network
      .call({ service: 'auto-scaling', caller: 'instances' }, TIMEOUT_MS, () =>
        performAction(groups(), action, input, role),
      )
      .catch((error: unknown) => {
        throw sdkError(error);
      });
  }
}
