import { AwsError, validationError } from '../api/aws-error.ts';
import type { GroupSizeChange } from './capacity.ts';

/** A change of a group's sizes at one time. */
export interface ScheduledAction extends GroupSizeChange {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
}

/**
 * The scheduled actions of one group that have not run. Recurring ones are not simulated. Errors have AWS's codes; the wording of
 * the first two is our own: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 */
export class ScheduledActions {
  readonly #byName = new Map<string, ScheduledAction>();

  get all(): readonly ScheduledAction[] {
    return [...this.#byName.values()];
  }

  /**
   * Adds an action, or updates the one of the same name, which keeps sizes that are undefined. AWS's current reference does not say so; an
   * older one does, from which this library's page was generated:
   * https://hackage.haskell.org/package/amazonka-autoscaling-1.4.2/docs/Network-AWS-AutoScaling-PutScheduledUpdateGroupAction.html.
   * Throws AwsError if AWS would refuse it.
   */
  put(action: ScheduledAction, now: number): void {
    const { name, startsAt, min, max, desired } = action;
    if (min === undefined && max === undefined && desired === undefined)
      throw validationError('At least one of MinSize, MaxSize or DesiredCapacity must be specified');
    if (startsAt <= now) throw validationError('Given start time is in the past');
    if (this.all.some((each) => each.name !== name && each.startsAt === startsAt))
      throw new AwsError(
        'AlreadyExists',
        'A scheduled action with this scheduled start time already exists.',
      );
    const present = this.#byName.get(name);
    this.#byName.set(name, {
      ...{ name, startsAt, min: min ?? present?.min, max: max ?? present?.max },
      desired: desired ?? present?.desired,
    });
  }

  /** Throws AwsError ValidationError for an unknown action. */
  delete(name: string): void {
    if (!this.#byName.delete(name)) throw validationError(`Scheduled action name not found: ${name}`);
  }

  /** Removes and returns the actions whose time has come, earliest first. */
  takeDue(now: number): readonly ScheduledAction[] {
    const due = this.all
      .filter(({ startsAt }) => startsAt <= now)
      .sort((one, other) => one.startsAt - other.startsAt);
    for (const { name } of due) this.#byName.delete(name);
    return due;
  }
}
