import type { Clock } from '../../clock.ts';
import type { LaunchTemplate } from '../region/region.ts';
import type { HookWait } from './hook-wait.ts';

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated';

export type AgentState = 'none' | 'booting' | 'boot-failed' | 'hung' | 'idle' | 'busy' | 'ended';

/** What may be seen of an instance; times are milliseconds since the epoch. */
export interface InstanceView {
  readonly id: string;
  readonly groupName: string;
  readonly state: 'pending' | 'in-service' | 'terminating' | 'terminated';
  readonly lifecycleState: LifecycleState;
  readonly healthStatus: 'Healthy' | 'Unhealthy';
  readonly protectedFromScaleIn: boolean;
  readonly availabilityZone: string;
  readonly instanceType: string;
  readonly launchTemplateVersion: number;
  readonly agentState: AgentState;
  readonly agentName: string | undefined;
  readonly launchedAt: number;
  readonly inServiceAt: number | undefined;
  readonly registeredAt: number | undefined;
  readonly terminatedAt: number | undefined;
  readonly history: readonly { readonly at: number; readonly what: string }[];
}

/** A simulated EC2 instance of a group, and its state in the group. */
export class Instance {
  readonly id: string;
  readonly groupName: string;
  readonly availabilityZone: string;
  readonly launchedAt: number;
  readonly history: { readonly at: number; readonly what: string }[] = [];
  /** Aborted when the machine stops or freezes; everything that runs on it ends with it, without a word. */
  readonly software = new AbortController();
  /** The lifecycle hooks whose answers it waits for, by name. */
  readonly hookWaits = new Map<string, HookWait>();
  /** Settles when nothing runs on the machine any more. */
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
  /** The agent that runs on it, once it is registered. */
  agent: { interrupt(): void } | undefined;
  #lifecycleState: LifecycleState = 'Pending';
  readonly #clock: Pick<Clock, 'now'>;

  constructor(
    clock: Pick<Clock, 'now'>,
    facts: Pick<Instance, 'id' | 'groupName' | 'availabilityZone' | 'protectedFromScaleIn'>,
  ) {
    this.#clock = clock;
    this.id = facts.id;
    this.groupName = facts.groupName;
    this.availabilityZone = facts.availabilityZone;
    this.protectedFromScaleIn = facts.protectedFromScaleIn;
    this.launchedAt = clock.now();
  }

  get lifecycleState(): LifecycleState {
    return this.#lifecycleState;
  }

  moveTo(state: LifecycleState): void {
    this.#lifecycleState = state;
    if (state === 'InService') this.inServiceAt = this.#clock.now();
    if (state === 'Terminated') this.terminatedAt = this.#clock.now();
    this.note(state);
  }

  /** The machine gets notice of its termination: its agent may finish its job, a start script is stopped. */
  shutDown(): void {
    if (this.agent === undefined)
      this.software.abort(new DOMException('the machine shuts down', 'AbortError'));
    else this.agent.interrupt();
  }

  note(what: string): void {
    this.history.push({ at: this.#clock.now(), what });
  }

  get isLeaving(): boolean {
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
      instanceType: this.instanceType,
      launchTemplateVersion: this.template?.version ?? 0,
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
