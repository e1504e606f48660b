import type { Simulation } from '../simulation.ts';
import type { Group } from './group.ts';
import { GroupKeeper } from './keeper.ts';
import { GroupRegistry } from './registry.ts';

export interface Groups {
  readonly registry: GroupRegistry;
  readonly keeper: GroupKeeper;
}

/** Creates the registry of groups and the keeper, and lets the keeper act on changes that the registry finds. */
export function groupsOf(simulation: Simulation): Groups {
  const publish = (group: Group, event: 'group-found' | 'group-removed') =>
    simulation.events.publish({ at: simulation.clock.now(), type: event, groupName: group.name });
  const registry = new GroupRegistry(simulation.region, {
    found(group) {
      publish(group, 'group-found');
      keeper.settle(group);
    },
    changed(group) {
      simulation.events.publish({
        at: simulation.clock.now(),
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
  const keeper = new GroupKeeper(simulation, registry.instances);
  return { registry, keeper };
}
