import type { ActionContext } from './api/action.ts';
import { runScheduledActions } from './api/run-scheduled-actions.ts';
import { CapacityPools } from './ec2/capacity-pools.ts';
import { EventLog, type FleetEvent } from './events.ts';
import type { GroupView } from './group/group.ts';
import { groupsOf } from './group/groups.ts';
import { hang, interrupt, recommendRebalance, stickAgent } from './instance/faults.ts';
import type { InstanceView } from './instance/instance.ts';
import { type Pace, type Simulation, defaultPace } from './simulation.ts';
import { TaskGroup } from './task-group.ts';

export interface SimulatedFleetOptions
  extends
    Partial<Pace>,
    Pick<Simulation, 'clock' | 'random' | 'region' | 'exchange' | 'isBroken' | 'instanceAws'> {}

/** The groups of a region and their instances. Time, randomness and connections come from the options. */
export interface SimulatedFleet {
  /** What actions of the Auto Scaling API act on. */
  readonly context: ActionContext;
  /** All instances, including terminated ones, of one group or of all groups. */
  instances(groupName?: string): readonly InstanceView[];
  groups(): Promise<readonly GroupView[]>;
  events(): readonly FleetEvent[];
  /** How often the groups could not be read from the region, or their scheduled actions could not be run. */
  refreshFailures(): number;
  /** EC2's capacity, which a scenario can limit. */
  readonly pools: CapacityPools;
  /** Interrupts a spot instance: a notice, then power-off. Throws AwsError for an unknown instance. */
  interrupt(instanceId: string): void;
  /** Tells a spot instance and its group that EC2 may interrupt the instance soon. Throws AwsError for an unknown instance. */
  recommendRebalance(instanceId: string): void;
  /** Freezes the machine: everything on it stops, without notice. Throws AwsError for an unknown instance. */
  hang(instanceId: string): void;
  /** The agent lives but never syncs again. Throws AwsError for an unknown instance. */
  stickAgent(instanceId: string): void;
  /** Powers the machine off. Throws AwsError for an unknown instance. */
  powerOff(instanceId: string): void;
  close(): Promise<void>;
}

/** Starts to keep the groups of the region at their desired capacities. */
export function simulateFleet(options: SimulatedFleetOptions): SimulatedFleet {
  const tasks = new TaskGroup();
  const events = new EventLog();
  const pools = new CapacityPools();
  const simulation: Simulation = { ...options, events, pools, tasks, pace: { ...defaultPace, ...options } };
  const { clock, pace } = simulation;
  const { registry, keeper } = groupsOf(simulation);
  let refreshFailures = 0;
  void tasks.start(keepRefreshing);

  async function keepRefreshing(): Promise<void> {
    while (!tasks.closing.aborted) {
      await registry.refresh().catch(() => refreshFailures++);
      for (const group of registry.groups) {
        await runScheduledActions({ simulation, keeper }, group).catch(() => refreshFailures++);
        keeper.settle(group);
      }
      await clock.sleep(pace.refreshMs, tasks.closing);
    }
  }

  return {
    context: { simulation, registry, keeper },
    instances: (groupName) =>
      registry.instances
        .filter((instance) => groupName === undefined || instance.groupName === groupName)
        .map((instance) => instance.view()),
    async groups() {
      await registry.refresh();
      return registry.groups.map((group) => group.view());
    },
    events: () => events.events,
    pools,
    refreshFailures: () => refreshFailures,
    interrupt: (instanceId) => interrupt(simulation, keeper, registry.getInstance(instanceId)),
    recommendRebalance: (instanceId) =>
      recommendRebalance(simulation, keeper, registry.getInstance(instanceId)),
    hang: (instanceId) => hang(simulation, keeper, registry.getInstance(instanceId)),
    stickAgent: (instanceId) => stickAgent(simulation, keeper, registry.getInstance(instanceId)),
    powerOff(instanceId) {
      const { group, instance } = registry.getInstance(instanceId);
      keeper.powerOff(group, instance);
    },
    close: () => tasks.close(),
  };
}
