import { type GroupSizeChange, updatedSize } from '../group/capacity.ts';
import type { Group } from '../group/group.ts';
import type { GroupKeeper } from '../group/keeper.ts';
import type { Simulation } from '../simulation.ts';
import { forwardedOrThrow } from './forward.ts';

/**
 * Changes the sizes of a group here and in the emulator. Throws AwsError ValidationError for sizes that contradict each other.
 * @param body the request to UpdateAutoScalingGroup
 */
export async function resize(
  { simulation, keeper }: { readonly simulation: Simulation; readonly keeper: GroupKeeper },
  group: Group,
  { change, by, body }: { readonly change: GroupSizeChange; readonly by: string; readonly body: string },
): Promise<void> {
  const { min, max, desired } = updatedSize(group.size, change);
  group.definition = { ...group.definition, min, max };
  group.size = { min, max, desired: group.size.desired };
  keeper.setDesired(group, desired, by);
  // Only the simulator creates instances. If the emulator got the desired capacity, it would create some, too.
  const parameters = new URLSearchParams(body);
  parameters.delete('DesiredCapacity');
  await forwardedOrThrow(simulation.region, parameters.toString());
}
