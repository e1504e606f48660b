import type { World } from '../world.ts';
import type { Group } from './group.ts';
import { GroupKeeper } from './keeper.ts';
import { GroupRegistry } from './registry.ts';

export interface Groups {
  readonly registry: GroupRegistry;
  readonly keeper: GroupKeeper;
}

/** The groups of a world, and who keeps them: what the registry learns is told, and acted on. */
export function groupsOf(world: World): Groups {
  const publish = (group: Group, event: 'group-found' | 'group-removed') =>
    world.events.publish({ at: world.clock.now(), type: event, groupName: group.name });
  const registry = new GroupRegistry(world.region, {
    found(group) {
      publish(group, 'group-found');
      keeper.settle(group);
    },
    changed(group) {
      world.events.publish({
        at: world.clock.now(),
        type: 'group-changed',
        groupName: group.name,
        ...group.size,
      });
      keeper.settle(group);
    },
    removed(group) {
      publish(group, 'group-removed');
      keeper.terminateAll(group);
    },
  });
  const keeper = new GroupKeeper(world, registry.instances);
  return { registry, keeper };
}
