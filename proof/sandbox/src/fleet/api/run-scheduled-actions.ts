import type { Group } from '../group/group.ts';
import type { Timing } from '../group/scheduled-actions.ts';
import type { GroupKeeper } from '../group/keeper.ts';
import type { Simulation } from '../simulation.ts';
import { AwsError } from './aws-error.ts';
import { resize } from './resize.ts';

/** How often the simulator asks for the scheduled actions of a stack. */
const SCHEDULES_EVERY_MS = 5_000;

/** The current time, and a random delay of the next run. */
export const timingOf = ({ clock, random, pace }: Simulation): Timing => ({
  now: clock.now(),
  lateMs: () => random.fraction() * pace.scheduleLateMs,
});

/**
 * Runs the group's scheduled actions whose time has come. Like AWS, it drops actions that fall into a suspension of the process
 * ScheduledActions, and actions whose sizes contradict the group's.
 */
export async function runScheduledActions(
  context: { readonly simulation: Simulation; readonly keeper: GroupKeeper },
  group: Group,
): Promise<void> {
  const { simulation } = context;
  const timing = timingOf(simulation);
  if (timing.now >= group.schedulesReadAt + SCHEDULES_EVERY_MS) {
    group.scheduledActions.deploy(await simulation.region.schedules(group.name), timing);
    group.schedulesReadAt = timing.now;
  }
  for (const { name, min, max, desired } of group.scheduledActions.takeDue(timing)) {
    if (group.suspended.has('ScheduledActions')) continue;
    const body = new URLSearchParams({
      ...{ Action: 'UpdateAutoScalingGroup', Version: '2011-01-01', AutoScalingGroupName: group.name },
      ...(min !== undefined && { MinSize: String(min) }),
      ...(max !== undefined && { MaxSize: String(max) }),
    });
    const change = { min, max, desired };
    await resize(context, group, { change, by: `scheduled action ${name}`, body: body.toString() }).catch(
      (error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
      },
    );
  }
}
