import type { Group, GroupInstance } from '../../../observe/group.ts';

/** What one look at the fleet shows. */
export interface CanaryLook {
  readonly at: Date;
  readonly group: Group;
  /** How many agents Semaphore knows. Ignored if a launch hook shows that an agent has registered. */
  readonly agents: number;
}

export interface CanaryRules {
  /** The instances from before the deployment. None of them is a canary. */
  readonly before: ReadonlySet<string>;
  /** Whether the group holds each instance in `Pending:Wait` until its agent has registered. */
  readonly hasLaunchHook: boolean;
  /** Whether the hook existed before the deployment, so that every instance in service has reported through it. */
  readonly hadLaunchHook: boolean;
  /** How long the launch may take and, after it, again as long for the start of the agent. */
  readonly limitMs: number;
}

export interface CanaryVerdict {
  /** `untested`: no instance could come up, which says nothing about the version. */
  readonly outcome: 'well' | 'failed' | 'untested';
  /** The last instance of the new version. Undefined if there was none. */
  readonly instance: string | undefined;
  /** Undefined if the canary is well. */
  readonly reason: string | undefined;
}

/** The canary fails when this many instances have ended before their agents registered. A single one may be a spot instance that EC2 has interrupted. */
const ENDS = 2;

/** Judges whether the instances of the group's new version register their agents, by looks at the fleet. */
export class Canary {
  readonly #rules: CanaryRules;
  /** Instances of the new version that may have registered before the first look. Their registration cannot be seen. */
  #unseen: ReadonlySet<string> = new Set();
  #watched = new Set<string>();
  #startedAt: Date | undefined;
  #launchedAt: Date | undefined;
  #fewestAgents = Infinity;

  constructor(rules: CanaryRules) {
    this.#rules = rules;
  }

  /** The verdict, or undefined while the canary needs more time. */
  judge(look: CanaryLook): CanaryVerdict | undefined {
    const { at, group, agents } = look;
    const { hasLaunchHook, hadLaunchHook, limitMs } = this.#rules;
    const present = this.#canaries(group);
    if (this.#startedAt === undefined) {
      this.#startedAt = at;
      if (!(hasLaunchHook && hadLaunchHook)) this.#unseen = idsOf(present.filter(isInService));
      const reason = launchless(group);
      if (present.length === 0 && reason !== undefined) return untested(reason);
    }
    const canaries = present.filter(({ id }) => !this.#unseen.has(id));
    for (const { id } of canaries) this.#watched.add(id);
    if (this.#watched.size > 0) this.#launchedAt ??= at;
    this.#fewestAgents = this.#launchedAt === undefined ? agents : Math.min(this.#fewestAgents, agents);

    const well = canaries.find(isInService);
    if (well !== undefined && (hasLaunchHook || agents > this.#fewestAgents))
      return { outcome: 'well', instance: well.id, reason: undefined };
    const last = [...this.#watched].at(-1);
    const ended = [...this.#watched].filter(
      (id) => !canaries.some((each) => each.id === id && isAlive(each)),
    );
    if (ended.length >= ENDS)
      return failed(last, `${ended.length} instances ended before their agent registered`);
    const since = this.#launchedAt ?? this.#startedAt;
    if (at.getTime() - since.getTime() < limitMs) return undefined;
    const minutes = `${Math.round(limitMs / 60_000)} min`;
    if (last !== undefined) return failed(last, `no agent registered within ${minutes} of the launch`);
    return isFull(group)
      ? untested(`the group is at its maximum of ${group.max}, and no instance left within ${minutes}`)
      : failed(undefined, `the group launched no instance within ${minutes}`);
  }

  /** Whether a spare instance must be launched, because the group has no living instance of the new version and will not launch one by itself. */
  needsSpare(group: Group): boolean {
    const isComing = this.#canaries(group).some((each) => isAlive(each) && !this.#unseen.has(each.id));
    return !isComing && !isFull(group) && group.desired <= capacityOf(group);
  }

  /** What the command waits for. */
  describe(group: Group): string {
    const canary = this.#canaries(group).find((each) => isAlive(each) && !this.#unseen.has(each.id));
    if (canary !== undefined) return `canary ${canary.id} is ${canary.lifecycle}: waiting for its agent`;
    return isFull(group)
      ? `canary: the group is at its maximum of ${group.max}, so waiting for the next instance to leave`
      : 'canary: waiting for the group to launch an instance of the new version';
  }

  #canaries({ instances, launchTemplate: { version } }: Group): readonly GroupInstance[] {
    return instances.filter(
      ({ id, templateVersion }) => !this.#rules.before.has(id) && String(templateVersion) === version,
    );
  }
}

const isInService = ({ lifecycle }: GroupInstance): boolean => lifecycle === 'InService';
const isAlive = ({ lifecycle }: GroupInstance): boolean => !lifecycle.startsWith('Terminat');
const idsOf = (instances: readonly GroupInstance[]) => new Set(instances.map(({ id }) => id));
const isFull = ({ desired, max }: Group): boolean => desired >= max;

/** The capacity of the instances that stay, in the group's units. */
const capacityOf = ({ instances, types }: Group): number =>
  instances
    .filter(isAlive)
    .reduce((sum, { type }) => sum + (types.find((each) => each.type === type)?.weight ?? 1), 0);

/** Why the group launches no instance at all; undefined if it does. */
function launchless({ max, suspended }: Group): string | undefined {
  if (max === 0) return 'the maximum of the group is 0';
  return suspended.includes('Launch') ? 'launches of the group are suspended' : undefined;
}

const failed = (instance: string | undefined, reason: string): CanaryVerdict => ({
  ...{ outcome: 'failed', instance, reason },
});
const untested = (reason: string): CanaryVerdict => ({ outcome: 'untested', instance: undefined, reason });
