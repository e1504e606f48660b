import { instanceList } from './fleet-resources.ts';
import { median } from './figures.ts';
import { perform } from './perform.ts';
import { ratioOfMedians, type Pair, type Ratio } from './ratio.ts';
import type { Scenario } from './scenario.ts';
import type { Raise } from './fake-services.ts';

export const LARGE = 2_000;

/** How long decisions take with a group of 2,000 instances, compared with an empty group. */
export interface SizeFigures extends Ratio {
  readonly handler: string;
  readonly pairs: number;
  readonly emptyMs: number | undefined;
  readonly largeMs: number | undefined;
}

/**
 * After each raise, the group is emptied or filled in turn. Process and connections stay the same, so other load on the
 * machine affects both sizes in the same way. Between two raises, one poll finds that the capacity meets the demand.
 */
function alternating(quick: boolean): Scenario {
  const seconds = quick ? 25 : 75;
  return {
    name: 'fleet size',
    instances: LARGE,
    starts: [{ atMs: 0 }],
    remainingMs: seconds * 1_000,
    lengthMs: (seconds + 1) * 1_000,
    // Handlers that do not read this variable poll at their own interval.
    variables: { SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '1' },
    prepare: (services) => {
      const sizes = [0, LARGE].map((size) => ({ DesiredCapacity: size, Instances: instanceList(size) }));
      services.afterRaise = () => {
        const [next] = sizes;
        Object.assign(services.group, next);
        sizes.reverse();
        services.jobs = { queued: 0, running: services.group.DesiredCapacity };
      };
      services.afterAnswer = () =>
        (services.jobs = { queued: 0, running: services.group.DesiredCapacity + 5 });
      services.afterRaise();
    },
    expectations: [],
  };
}

/** Pairs the decision times of consecutive raises: one with an empty group, the next with a large one. */
export function pairsOf(raises: readonly Raise[]): Pair[] {
  const pairs: Pair[] = [];
  for (const [index, { instances, decideMs: largeMs }] of raises.entries()) {
    const before = raises[index - 1];
    if (instances === 0 || before?.instances !== 0) continue;
    if (before.decideMs !== undefined && largeMs !== undefined) pairs.push([before.decideMs, largeMs]);
  }
  return pairs;
}

/** Measures each handler in several processes at once. That is possible because the processes mostly wait. */
export async function measureSizes(
  handlers: ReadonlyMap<string, string>,
  quick: boolean,
): Promise<SizeFigures[]> {
  const figures: SizeFigures[] = [];
  for (const [handler, file] of handlers) {
    const processes = Array.from({ length: quick ? 3 : 6 }, () => perform(alternating(quick), file, handler));
    const pairs = (await Promise.all(processes)).flatMap(({ raises }) => pairsOf(raises));
    const [emptyMs, largeMs] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)].map(median);
    figures.push({ handler, pairs: pairs.length, emptyMs, largeMs, ...ratioOfMedians(pairs) });
  }
  return figures;
}
