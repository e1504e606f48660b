import { activityInProgress } from '../api/aws-error.ts';
import { Instance } from '../instance/instance.ts';
import { InstanceLifecycle } from '../instance/lifecycle.ts';
import { randomUuid } from '../../random.ts';
import type { Simulation } from '../simulation.ts';
import { type Activity, causeAt } from './activity.ts';
import type { Group } from './group.ts';
import { type TerminationCause, reconcile } from './reconcile.ts';
import { zoneForLaunch } from './scale-in.ts';

const unhealthyCause = 'an instance was taken out of service in response to a user health-check.';
const rebalanceCause =
  'an instance was taken out of service in response to an EC2 instance rebalance recommendation.';
const lifetimeCause =
  'an instance was taken out of service because it reached its maximum instance lifetime.';
const stoppedCause =
  'an instance was taken out of service in response to an EC2 health check ' +
  'indicating it has been terminated or stopped.';

/** Keeps groups at their desired capacity. It decides immediately; instances launch and terminate in the background. */
export class GroupKeeper {
  readonly #simulation: Simulation;
  readonly #everyInstance: Instance[];
  readonly #lifecycle: InstanceLifecycle;

  constructor(simulation: Simulation, everyInstance: Instance[]) {
    this.#simulation = simulation;
    this.#everyInstance = everyInstance;
    this.#lifecycle = new InstanceLifecycle(simulation, {
      changed: (group) => this.settle(group),
      abandoned: (group, instance) => this.#abandon(group, instance),
      poweredOff: (group, instance) => this.powerOff(group, instance),
    });
  }

  /** Launches and terminates instances so that the group reaches its desired capacity. */
  settle(group: Group): void {
    const now = this.#simulation.clock.now();
    const plan = reconcile(group.size.desired, group.members(now), new Set(group.suspended.keys()));
    for (const { id, cause } of plan.terminate) {
      const instance = group.instances.get(id);
      if (instance === undefined) continue;
      this.terminate(group, instance, causeOf(cause, group, instance));
    }
    if (now < group.launchesBlockedUntil) return;
    for (let count = 0; count < plan.launch; count++) this.#launch(group, now);
    for (const id of plan.replace) this.#launch(group, now, id);
  }

  /** @param by the name of the caller's role or user, for the event */
  setDesired(group: Group, desired: number, by: string): void {
    const { desired: from } = group.size;
    if (from === desired) return;
    const now = this.#simulation.clock.now();
    group.size = { ...group.size, desired };
    group.lastScaledAt = now;
    group.lastCause = causeAt(
      now,
      `a user request explicitly set group desired capacity changing the desired capacity from ${from} to ${desired}.`,
    );
    this.#simulation.events.publish({
      at: now,
      type: 'desired-changed',
      groupName: group.name,
      from,
      to: desired,
      by,
    });
    this.settle(group);
  }

  /**
   * Starts the termination. Throws AwsError ScalingActivityInProgress if the instance is already terminating.
   *
   * @param sentence the cause, in AWS's wording
   */
  terminate(group: Group, instance: Instance, sentence: string): Activity {
    const current = group.activities.current(instance.id);
    if (instance.isTerminating) throw activityInProgress(current?.id ?? randomUuid(this.#simulation.random));
    const now = this.#simulation.clock.now();
    if (current !== undefined) group.activities.end(current, now, 'Failed', 'The instance was terminated.');
    const activity = group.activities.start({
      id: randomUuid(this.#simulation.random),
      groupName: group.name,
      instanceId: instance.id,
      description: `Terminating EC2 instance: ${instance.id}`,
      cause: causeAt(now, sentence),
      startedAt: now,
    });
    instance.moveTo('Terminating');
    void this.#simulation.tasks.start(() => this.#lifecycle.terminate(group, instance, activity));
    return activity;
  }

  /** Terminates all instances, because the group was deleted. */
  terminateAll(group: Group): void {
    group.size = { min: 0, max: 0, desired: 0 };
    for (const instance of group.instances.values()) {
      if (!instance.isTerminating) this.terminate(group, instance, 'the group was deleted.');
    }
  }

  /** The machine loses power. The group's EC2 health check notices, unless the process HealthCheck is suspended. */
  powerOff(group: Group, instance: Instance): void {
    instance.software.abort(new DOMException('the power is off', 'AbortError'));
    instance.note('power off');
    if (!group.suspended.has('HealthCheck')) instance.healthStatus = 'Unhealthy';
    this.settle(group);
  }

  #abandon(group: Group, instance: Instance): void {
    const now = this.#simulation.clock.now();
    const pauseMs = group.slowdown.abandoned(instance.launchedAt, now);
    group.launchesBlockedUntil = Math.max(group.launchesBlockedUntil, now + pauseMs);
    this.terminate(group, instance, 'a lifecycle hook was abandoned.');
  }

  /** @param replaces the id of the instance at risk that the new instance replaces */
  #launch(group: Group, now: number, replaces?: string): void {
    const { definition, capacity } = group;
    const zones = [...group.instances.values()].map(({ availabilityZone }) => availabilityZone);
    const instance = new Instance(this.#simulation.clock, {
      id: `i-${this.#simulation.random.hex(9).slice(0, 17)}`,
      groupName: group.name,
      availabilityZone: zoneForLaunch(definition.availabilityZones, zones),
      protectedFromScaleIn: definition.newInstancesProtectedFromScaleIn,
      replaces,
    });
    group.instances.set(instance.id, instance);
    this.#everyInstance.push(instance);
    const difference = causeAt(
      now,
      `an instance was started in response to a difference between desired and actual capacity, ` +
        `increasing the capacity from ${capacity} to ${capacity + 1}.`,
    );
    const activity = group.activities.start({
      id: randomUuid(this.#simulation.random),
      groupName: group.name,
      instanceId: instance.id,
      description: `Launching a new EC2 instance: ${instance.id}`,
      cause: [group.lastCause, difference].filter((part) => part !== '').join('  '),
      startedAt: now,
    });
    void this.#simulation.tasks.start(() => this.#lifecycle.launch(group, instance, activity));
  }
}

function causeOf(cause: TerminationCause, { capacity }: Group, instance: Instance): string {
  if (cause === 'rebalance') return rebalanceCause;
  if (cause === 'lifetime') return lifetimeCause;
  if (cause === 'unhealthy') return instance.isStopped ? stoppedCause : unhealthyCause;
  return (
    `an instance was taken out of service in response to a difference between desired and actual capacity, ` +
    `shrinking the capacity from ${capacity} to ${capacity - 1}.`
  );
}
