import { isDeepStrictEqual } from 'node:util';
import { nextRuns } from '@agent-aws-stack/config';
import { AwsError, validationError } from '../api/aws-error.ts';
import type { DeployedSchedule } from '../region/region.ts';
import type { GroupSizeChange } from './capacity.ts';

/** A change of a group's sizes at one time, or at the times of a cron expression. */
export interface ScheduledAction extends GroupSizeChange {
  readonly name: string;
  /** The time of the next run, in milliseconds since the epoch. */
  readonly startsAt: number;
  readonly recurrence: DeployedSchedule['recurrence'] | undefined;
}

/** The current time, and how late the next run starts. */
export interface Timing {
  readonly now: number;
  readonly lateMs: () => number;
}

/**
 * The scheduled actions of one group. Errors have AWS's codes:
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html.
 * The messages of the validation errors in `put` are our own wording.
 */
export class ScheduledActions {
  readonly #byName = new Map<string, { readonly action: ScheduledAction; readonly dueAt: number }>();
  #deployed: readonly DeployedSchedule[] = [];

  get all(): readonly ScheduledAction[] {
    return [...this.#byName.values()].map(({ action }) => action);
  }

  /**
   * Adds an action, or updates the action of the same name. An update keeps the sizes that it leaves undefined. AWS's current reference does not
   * say that, but an older one did. This library's page was generated from the older reference:
   * https://hackage.haskell.org/package/amazonka-autoscaling-1.4.2/docs/Network-AWS-AutoScaling-PutScheduledUpdateGroupAction.html.
   * Throws AwsError if AWS would refuse it.
   */
  put(action: ScheduledAction, { now, lateMs }: Timing): void {
    const { name, startsAt, min, max, desired } = action;
    if (min === undefined && max === undefined && desired === undefined)
      throw validationError('At least one of MinSize, MaxSize or DesiredCapacity must be specified');
    if (startsAt <= now) throw validationError('Given start time is in the past');
    if (this.all.some((each) => each.name !== name && each.startsAt === startsAt))
      throw new AwsError(
        'AlreadyExists',
        'A scheduled action with this scheduled start time already exists.',
      );
    const present = this.#byName.get(name)?.action;
    const sizes = {
      min: min ?? present?.min,
      max: max ?? present?.max,
      desired: desired ?? present?.desired,
    };
    this.#byName.set(name, { action: { ...action, ...sizes }, dueAt: startsAt + lateMs() });
  }

  /** Throws AwsError ValidationError for an unknown action. */
  delete(name: string): void {
    if (!this.#byName.delete(name)) throw validationError(`Scheduled action name not found: ${name}`);
  }

  /** Brings the actions of the group's stack up to date. CloudFormation changes them without a request to the simulator. */
  deploy(schedules: readonly DeployedSchedule[], timing: Timing): void {
    if (isDeepStrictEqual(schedules, this.#deployed)) return;
    for (const { name } of this.#deployed) this.#byName.delete(name);
    this.#deployed = schedules;
    for (const schedule of schedules) this.#scheduleNext(schedule, timing);
  }

  /**
   * Returns the actions whose time has come, in the order of their times, and removes those that do not recur. A late action delays the
   * actions after it: AWS says that the actions of a group run in order.
   */
  takeDue(timing: Timing): readonly ScheduledAction[] {
    const inOrder = [...this.#byName.values()].sort(
      (one, other) => one.action.startsAt - other.action.startsAt,
    );
    const firstWaiting = inOrder.findIndex(({ dueAt }) => dueAt > timing.now);
    const due = (firstWaiting < 0 ? inOrder : inOrder.slice(0, firstWaiting)).map(({ action }) => action);
    for (const { name, recurrence, ...action } of due) {
      this.#byName.delete(name);
      if (recurrence !== undefined) this.#scheduleNext({ ...action, name, recurrence }, timing);
    }
    return due;
  }

  #scheduleNext(schedule: DeployedSchedule, timing: Timing): void {
    const run = nextRuns(schedule.recurrence, timing.now, 1).find(({ isSkipped }) => !isSkipped);
    if (run !== undefined) this.put({ ...schedule, startsAt: run.at }, timing);
  }
}
