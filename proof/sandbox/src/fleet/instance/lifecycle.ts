import { waitAtMost } from '../../clock.ts';
import { randomUuid } from '../../random.ts';
import type { InstanceEventType } from '../events.ts';
import type { Activity } from '../group/activity.ts';
import type { Group } from '../group/group.ts';
import type { LaunchTemplate, LaunchTemplateReference, LifecycleHook } from '../region/region.ts';
import type { Simulation } from '../simulation.ts';
import { type HookResult, HookWait } from './hook-wait.ts';
import type { Instance } from './instance.ts';
import { Machine } from './machine.ts';

/** Called when something happened to an instance and its group must react. */
export interface LifecycleListener {
  changed(group: Group): void;
  abandoned(group: Group, instance: Instance): void;
  poweredOff(group: Group, instance: Instance): void;
}

/** The group has no launch template. */
export class NoLaunchTemplateError extends Error {
  override readonly name = 'NoLaunchTemplateError';
  constructor(groupName: string) {
    super(`group ${groupName} has no launch template`);
  }
}

/** Moves an instance through Auto Scaling's lifecycle states, and waits for lifecycle hooks. */
export class InstanceLifecycle {
  readonly #simulation: Simulation;
  readonly #listener: LifecycleListener;

  constructor(simulation: Simulation, listener: LifecycleListener) {
    this.#simulation = simulation;
    this.#listener = listener;
  }

  async launch(group: Group, instance: Instance, activity: Activity): Promise<void> {
    const { clock, pace, tasks } = this.#simulation;
    this.#publish(instance, 'launching', instance.availabilityZone);
    let template: LaunchTemplate;
    let hooks: readonly LifecycleHook[];
    try {
      template = await this.#template(group, instance);
      hooks = await this.#hooks(group, 'launching');
    } catch (error) {
      tasks.closing.throwIfAborted();
      this.#failLaunch(group, instance, activity, error);
      return;
    }
    await clock.sleep(pace.launchDelayMs, tasks.closing);
    if (instance.isTerminating) return;
    const machine = new Machine(this.#simulation, instance, () => this.#listener.poweredOff(group, instance));
    instance.softwareEnded = tasks.start(() => machine.run(template));
    if (hooks.length > 0) {
      await clock.sleep(pace.pendingWaitMs, tasks.closing);
      if (instance.isTerminating) return;
      instance.moveTo('Pending:Wait');
    }
    const result = await this.#waitFor(instance, hooks);
    if (instance.isTerminating) return;
    if (result === 'ABANDON') {
      this.#listener.abandoned(group, instance);
      return;
    }
    if (hooks.length > 0) instance.moveTo('Pending:Proceed');
    instance.moveTo('InService');
    group.slowdown.launched();
    this.#end(group, activity, 'Successful');
    this.#publish(instance, 'in-service', '');
    const replaced = group.instances.get(instance.replaces ?? '');
    if (replaced === undefined) return;
    replaced.isReplaced = true;
    this.#listener.changed(group);
  }

  async terminate(group: Group, instance: Instance, activity: Activity): Promise<void> {
    const { clock, pace, tasks } = this.#simulation;
    this.#publish(instance, 'terminating', activity.cause);
    for (const wait of instance.hookWaits.values()) wait.complete('ABANDON');
    // If the emulator does not answer, terminate the instance without hooks.
    const hooks = await this.#hooks(group, 'terminating').catch(() => []);
    if (hooks.length > 0) instance.moveTo('Terminating:Wait');
    await this.#waitFor(instance, hooks);
    if (hooks.length > 0) instance.moveTo('Terminating:Proceed');
    instance.shutDown();
    await waitAtMost(instance.softwareEnded, pace.shutdownLimitMs, clock, tasks.closing);
    await clock.sleep(pace.terminateMs, tasks.closing);
    instance.software.abort(new DOMException('the instance is terminated', 'AbortError'));
    instance.moveTo('Terminated');
    group.instances.delete(instance.id);
    this.#end(group, activity, 'Successful');
    this.#publish(instance, 'terminated', '');
    this.#listener.changed(group);
  }

  /** Reads the stack's template again, because the launch template may have changed. */
  async #template(group: Group, instance: Instance): Promise<LaunchTemplate> {
    const { region } = this.#simulation;
    group.properties = (await region.stackProperties(group.definition)) ?? group.properties;
    const reference: LaunchTemplateReference | undefined =
      group.properties?.launchTemplate ?? group.definition.launchTemplate;
    if (reference === undefined) throw new NoLaunchTemplateError(group.name);
    const template = await region.launchTemplate(reference);
    instance.template = template;
    const { instanceTypes = [] } = group.properties ?? {};
    const { availabilityZones } = group.definition;
    const { availabilityZone: preferred } = instance;
    instance.place(
      this.#simulation.pools.take(
        group.marketForLaunch(),
        instanceTypes.length > 0 ? instanceTypes : [template.instanceType],
        [preferred, ...availabilityZones.filter((zone) => zone !== preferred)],
      ),
    );
    return template;
  }

  async #hooks(group: Group, transition: LifecycleHook['transition']): Promise<readonly LifecycleHook[]> {
    const hooks = await this.#simulation.region.lifecycleHooks(group.name);
    return hooks.filter((hook) => hook.transition === transition);
  }

  /** Waits for all hooks. The result is ABANDON if any hook's result is ABANDON. */
  async #waitFor(instance: Instance, hooks: readonly LifecycleHook[]): Promise<HookResult> {
    const { clock, random, tasks } = this.#simulation;
    for (const hook of hooks)
      instance.hookWaits.set(hook.name, new HookWait(hook, randomUuid(random), clock));
    const results = await Promise.all(
      [...instance.hookWaits.values()].map((wait) => wait.result(tasks.closing)),
    );
    instance.hookWaits.clear();
    return results.includes('ABANDON') ? 'ABANDON' : 'CONTINUE';
  }

  #failLaunch(group: Group, instance: Instance, activity: Activity, error: unknown): void {
    const { clock, events, pace } = this.#simulation;
    const reason = error instanceof Error ? error.message : String(error);
    instance.moveTo('Terminated');
    group.instances.delete(instance.id);
    group.launchesBlockedUntil = clock.now() + pace.launchRetryMs;
    // The launch failed before EC2 assigned an instance id, so the description contains none.
    activity.description = `Launching a new EC2 instance.  Status Reason: ${reason} Launching EC2 instance failed.`;
    this.#end(group, activity, 'Failed', reason);
    events.publish({
      at: clock.now(),
      type: 'launch-failed',
      groupName: group.name,
      instanceId: instance.id,
      reason,
    });
  }

  #end(group: Group, activity: Activity, status: 'Successful' | 'Failed', message?: string): void {
    const now = this.#simulation.clock.now();
    group.activities.end(activity, now, status, message);
    group.lastScaledAt = now;
  }

  #publish(instance: Instance, type: InstanceEventType, detail: string): void {
    const { clock, events } = this.#simulation;
    events.publish({ at: clock.now(), type, groupName: instance.groupName, instanceId: instance.id, detail });
  }
}
