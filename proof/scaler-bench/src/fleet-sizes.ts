import { instanceList } from './fleet-resources.ts';
import { median } from './figures.ts';
import { perform } from './perform.ts';
import { ratioOfMedians, type Pair, type Ratio } from './ratio.ts';
import type { Scenario } from './scenario.ts';
import type { Raise } from './fake-services.ts';

export const LARGE = 2_000;

/** How long decisions take with a group of 2,000 instances, against those with an empty one. */
export interface SizeFigures extends Ratio {
  readonly handler: string;
  readonly pairs: number;
  readonly emptyMs: number | undefined;
  readonly largeMs: number | undefined;
}

/**
 * The group is emptied and filled by turns after each raise, under the same process and the same connections: whatever
 * else the machine does meets both alike. Between two raises lies a poll that finds the demand met.
 */
function alternating(quick: boolean): Scenario {
  const seconds = quick ? 25 : 75;
  return {
    name: 'fleet size',
    instances: LARGE,
    starts: [{ atMs: 0 }],
    remainingMs: seconds * 1_000,
    lengthMs: (seconds + 1) * 1_000,
    // Handlers that do not know it keep their own pace.
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

/** Raises with an empty and with a full group, side by side in time. */
export function pairsOf(raises: readonly Raise[]): Pair[] {
  const pairs: Pair[] = [];
  for (const [index, { instances, decideMs: largeMs }] of raises.entries()) {
    const before = raises[index - 1];
    if (instances === 0 || before?.instances !== 0) continue;
    if (before.decideMs !== undefined && largeMs !== undefined) pairs.push([before.decideMs, largeMs]);
  }
  return pairs;
}

/** Measures a handler in several processes at once, which mostly wait. */
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
