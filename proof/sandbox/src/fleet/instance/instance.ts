import { readInstanceRollout } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { Market, Pool } from '../ec2/capacity-pools.ts';
import type { LaunchTemplate } from '../region/region.ts';
import type { HookWait } from './hook-wait.ts';
import { InstanceMetadata } from './instance-metadata.ts';

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated';

export type AgentState = 'none' | 'booting' | 'boot-failed' | 'hung' | 'stuck' | 'idle' | 'busy' | 'ended';

/** A snapshot of an instance, for users of FleetSimulator. Times are milliseconds since the epoch. */
export interface InstanceView {
  readonly id: string;
  readonly groupName: string;
  readonly state: 'pending' | 'in-service' | 'terminating' | 'terminated';
  readonly lifecycleState: LifecycleState;
  readonly healthStatus: 'Healthy' | 'Unhealthy';
  readonly protectedFromScaleIn: boolean;
  readonly availabilityZone: string;
  readonly market: Market | undefined;
  readonly instanceType: string;
  readonly launchTemplateVersion: number;
  readonly imageId: string;
  /** The revision in the user data; undefined without a rollout. */
  readonly revision: string | undefined;
  readonly agentState: AgentState;
  readonly agentName: string | undefined;
  readonly launchedAt: number;
  readonly inServiceAt: number | undefined;
  /** When the instance's first agent registered. An idle agent may register again. */
  readonly registeredAt: number | undefined;
  readonly terminatedAt: number | undefined;
  readonly history: readonly { readonly at: number; readonly what: string }[];
}

/** A simulated EC2 instance, with its state in the Auto Scaling group. */
export class Instance {
  readonly id: string;
  readonly groupName: string;
  readonly launchedAt: number;
  /** The instance's zone. Until EC2 has found capacity, it is the zone that the group prefers. */
  availabilityZone: string;
  /** Undefined until EC2 has found capacity. */
  market: Market | undefined;
  /** The id of the instance at risk that this instance was launched to replace; undefined if it was launched for capacity. */
  readonly replaces: string | undefined;
  /** Whether an instance that was launched to replace this one has been in service. */
  isReplaced = false;
  readonly history: { readonly at: number; readonly what: string }[] = [];
  /**
   * Aborted when the machine stops or freezes. Everything that runs on it then ends, without disconnecting or cleaning
   * up.
   */
  readonly software = new AbortController();
  readonly metadata = new InstanceMetadata();
  /** The current waits for lifecycle hooks, by the name of the hook. */
  readonly hookWaits = new Map<string, HookWait>();
  /** Settles when everything on the machine has ended. */
  softwareEnded: Promise<void> = Promise.resolve();
  template: LaunchTemplate | undefined;
  instanceType = '';
  healthStatus: 'Healthy' | 'Unhealthy' = 'Healthy';
  protectedFromScaleIn: boolean;
  agentState: AgentState = 'none';
  agentName: string | undefined;
  inServiceAt: number | undefined;
  registeredAt: number | undefined;
  terminatedAt: number | undefined;
  /** When the instance is too old; undefined = never, or not yet known. */
  retireAt: number | undefined;
  /** The agent on this instance; undefined until it has registered. */
  agent: { interrupt(): void; stick(): void } | undefined;
  #lifecycleState: LifecycleState = 'Pending';
  readonly #clock: Pick<Clock, 'now'>;

  constructor(
    clock: Pick<Clock, 'now'>,
    launch: Pick<Instance, 'id' | 'groupName' | 'availabilityZone' | 'protectedFromScaleIn' | 'replaces'>,
  ) {
    this.#clock = clock;
    this.id = launch.id;
    this.groupName = launch.groupName;
    this.availabilityZone = launch.availabilityZone;
    this.protectedFromScaleIn = launch.protectedFromScaleIn;
    this.replaces = launch.replaces;
    this.launchedAt = clock.now();
    this.metadata.put('autoscaling/target-lifecycle-state', 'InService');
  }

  get lifecycleState(): LifecycleState {
    return this.#lifecycleState;
  }

  /** EC2 has found capacity for the instance. */
  place({ market, instanceType, zone }: Pool): void {
    this.market = market;
    this.instanceType = instanceType;
    this.availabilityZone = zone;
    this.metadata.put('instance-life-cycle', market);
  }

  moveTo(state: LifecycleState): void {
    this.#lifecycleState = state;
    if (state === 'InService') this.inServiceAt = this.#clock.now();
    if (state === 'Terminated') this.terminatedAt = this.#clock.now();
    if (state === 'Terminating') this.metadata.put('autoscaling/target-lifecycle-state', 'Terminated');
    this.note(state);
  }

  /**
   * Shuts the machine down. A registered agent is interrupted, and may still finish its job. If no agent has registered,
   * the start script is aborted.
   */
  shutDown(): void {
    if (this.agent === undefined)
      this.software.abort(new DOMException('the machine shuts down', 'AbortError'));
    else this.agent.interrupt();
  }

  note(what: string): void {
    this.history.push({ at: this.#clock.now(), what });
  }

  /** Whether the machine has been shut down or has lost power. A hung machine is not stopped. */
  get isStopped(): boolean {
    return this.software.signal.aborted && this.agentState !== 'hung';
  }

  /** Stays true after the termination. */
  get isTerminating(): boolean {
    return this.#lifecycleState.startsWith('Terminat');
  }

  view(): InstanceView {
    return {
      id: this.id,
      groupName: this.groupName,
      state: phaseOf(this.#lifecycleState),
      lifecycleState: this.#lifecycleState,
      healthStatus: this.healthStatus,
      protectedFromScaleIn: this.protectedFromScaleIn,
      availabilityZone: this.availabilityZone,
      market: this.market,
      instanceType: this.instanceType,
      launchTemplateVersion: this.template?.version ?? 0,
      imageId: this.template?.imageId ?? '',
      revision: readInstanceRollout(this.template?.userData ?? '')?.revision,
      agentState: this.agentState,
      agentName: this.agentName,
      launchedAt: this.launchedAt,
      inServiceAt: this.inServiceAt,
      registeredAt: this.registeredAt,
      terminatedAt: this.terminatedAt,
      history: [...this.history],
    };
  }
}

function phaseOf(state: LifecycleState): InstanceView['state'] {
  if (state === 'InService') return 'in-service';
  if (state === 'Terminated') return 'terminated';
  return state.startsWith('Pending') ? 'pending' : 'terminating';
}
