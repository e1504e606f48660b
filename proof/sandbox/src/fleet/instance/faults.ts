import type { Group } from '../group/group.ts';
import type { GroupKeeper } from '../group/keeper.ts';
import type { Simulation } from '../simulation.ts';
import type { Instance } from './instance.ts';
import { interruptionNotice, rebalanceRecommendation } from './instance-metadata.ts';

/**
 * Interrupts a spot instance: the metadata service shows a notice, and the machine loses power at the end of the notice period,
 * unless the instance is already terminating by then.
 */
export function interrupt(
  { clock, events, pace, tasks }: Simulation,
  keeper: Pick<GroupKeeper, 'powerOff' | 'settle'>,
  { group, instance }: { readonly group: Group; readonly instance: Instance },
): void {
  instance.note('spot interruption notice');
  const { id, groupName } = instance;
  events.publish({ at: clock.now(), type: 'interrupted', groupName, instanceId: id, detail: 'spot' });
  instance.metadata.put('spot/instance-action', interruptionNotice(clock.now() + pace.spotNoticeMs));
  recommendRebalance({ clock }, keeper, { group, instance });
  void tasks.start(async () => {
    await clock.sleep(pace.spotNoticeMs, tasks.closing);
    if (group.instances.has(id) && !instance.isTerminating) keeper.powerOff(group, instance);
  });
}

/** Tells a spot instance and its group that EC2 may interrupt the instance soon. */
export function recommendRebalance(
  { clock }: Pick<Simulation, 'clock'>,
  keeper: Pick<GroupKeeper, 'settle'>,
  { group, instance }: { readonly group: Group; readonly instance: Instance },
): void {
  instance.note('rebalance recommendation');
  instance.metadata.put('events/recommendations/rebalance', rebalanceRecommendation(clock.now()));
  keeper.settle(group);
}

/**
 * Freezes the machine: everything on it stops, without notice. After a while it fails EC2's status check, and its group replaces it
 * unless the process HealthCheck is suspended.
 */
export function hang(
  { clock, pace, tasks }: Simulation,
  keeper: Pick<GroupKeeper, 'settle'>,
  { group, instance }: { readonly group: Group; readonly instance: Instance },
): void {
  instance.agentState = 'hung';
  instance.note('hung');
  instance.software.abort(new DOMException('the machine hangs', 'AbortError'));
  void tasks.start(async () => {
    await clock.sleep(pace.statusCheckMs, tasks.closing);
    if (group.suspended.has('HealthCheck')) return;
    instance.healthStatus = 'Unhealthy';
    keeper.settle(group);
  });
}

/**
 * The agent hangs: its process lives, but never syncs again. When the health check has seen no sign of life for long enough, it
 * powers off the machine.
 */
export function stickAgent(
  { clock, pace, random, tasks }: Simulation,
  keeper: Pick<GroupKeeper, 'powerOff'>,
  { group, instance }: { readonly group: Group; readonly instance: Instance },
): void {
  instance.agent?.stick();
  instance.agentState = 'stuck';
  instance.note('the agent is stuck');
  void tasks.start(async () => {
    // The agent may still sync once, and the health check runs every minute.
    await clock.sleep(pace.stuckAgentMs + random.fraction() * 60_000, tasks.closing);
    if (group.instances.has(instance.id) && !instance.isTerminating) keeper.powerOff(group, instance);
  });
}
