import { groupNotFound, instanceNotFound } from '../api/aws-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { DeployedGroups, GroupDefinition, GroupProperties } from '../region/region.ts';
import { Group } from './group.ts';

export interface RegistryListener {
  found(group: Group): void;
  changed(group: Group): void;
  removed(group: Group): void;
}

/** The existing groups. The emulator does not report changes, so the simulator must call `refresh` regularly. */
export class GroupRegistry {
  /** All instances, including terminated ones. */
  readonly instances: Instance[] = [];
  readonly #region: DeployedGroups;
  readonly #listener: RegistryListener;
  readonly #groups = new Map<string, Group>();
  #requestsSent = 0;
  #lastApplied = 0;

  constructor(region: DeployedGroups, listener: RegistryListener) {
    this.#region = region;
    this.#listener = listener;
  }

  get groups(): readonly Group[] {
    return [...this.#groups.values()];
  }

  find(name: string): Group | undefined {
    return this.#groups.get(name);
  }

  /** Throws AwsError ValidationError for an unknown group. */
  get(name: string): Group {
    const group = this.#groups.get(name);
    if (group === undefined) throw groupNotFound(name);
    return group;
  }

  /** Throws AwsError ValidationError for an instance that is unknown or has left its group. */
  getInstance(id: string): { readonly group: Group; readonly instance: Instance } {
    for (const group of this.#groups.values()) {
      const instance = group.instances.get(id);
      if (instance !== undefined) return { group, instance };
    }
    throw instanceNotFound(id);
  }

  /** Brings the groups up to date with the emulator. Throws what the emulator's clients throw. */
  async refresh(): Promise<void> {
    const request = ++this.#requestsSent;
    const definitions = await this.#region.groups();
    const properties = await Promise.all(
      definitions.map((definition) => this.#propertiesIfChanged(definition)),
    );
    // Ignore this reply if the reply to a later request has already been applied.
    if (request < this.#lastApplied) return;
    this.#lastApplied = request;
    for (const group of this.groups) {
      if (!definitions.some(({ arn }) => arn === group.definition.arn)) this.#remove(group);
    }
    definitions.forEach((definition, index) => this.#apply(definition, properties[index]));
    await Promise.all(this.groups.map((group) => this.#completeDeletedHooks(group)));
  }

  /** Ends the waits for hooks that CloudFormation has deleted. Nothing tells the simulator of such a deletion, so it looks for hooks that are missing. */
  async #completeDeletedHooks(group: Group): Promise<void> {
    const waits = [...group.instances.values()].flatMap(({ hookWaits }) => [...hookWaits.values()]);
    if (waits.length === 0) return;
    const hooks = await this.#region.lifecycleHooks(group.name);
    for (const wait of waits) if (!hooks.some(({ name }) => name === wait.hook.name)) wait.hookDeleted();
  }

  #apply(definition: GroupDefinition, properties: GroupProperties | undefined): void {
    const known = this.#groups.get(definition.name);
    if (known === undefined) {
      const group = new Group(definition, properties);
      this.#groups.set(group.name, group);
      this.#listener.found(group);
      return;
    }
    const isResized = !hasSameSize(known.definition, definition);
    known.definition = definition;
    known.properties = properties ?? known.properties;
    if (!isResized) return;
    const { min, max } = definition;
    // The emulator sets the desired capacity at every stack update; AWS does so only if the template has DesiredCapacity.
    const desired = known.properties?.desiredCapacity ?? known.size.desired;
    known.size = { min, max, desired: Math.min(Math.max(desired, min), max) };
    this.#listener.changed(known);
  }

  #remove(group: Group): void {
    this.#groups.delete(group.name);
    this.#listener.removed(group);
  }

  async #propertiesIfChanged(definition: GroupDefinition): Promise<GroupProperties | undefined> {
    const known = this.#groups.get(definition.name);
    if (known?.properties !== undefined && hasSameSize(known.definition, definition)) return undefined;
    try {
      return await this.#region.stackProperties(definition);
    } catch {
      // While a stack is created or deleted, it may have no template. The template is read again before each launch.
      return undefined;
    }
  }
}

function hasSameSize(a: GroupDefinition, b: GroupDefinition): boolean {
  return a.min === b.min && a.max === b.max && a.desired === b.desired;
}
