export type Market = 'spot' | 'on-demand';

/** Where an instance can be launched: EC2's capacity for one instance type, in one zone and one market. */
export interface Pool {
  readonly market: Market;
  readonly instanceType: string;
  readonly zone: string;
}

/** EC2 cannot launch the instance. The message is that of a scaling activity. */
export class NoCapacityError extends Error {
  override readonly name = 'NoCapacityError';
}

/** Auto Scaling's message: see docs/sandbox.md. */
export const NO_SPOT_CAPACITY =
  'Could not launch Spot Instances. InsufficientInstanceCapacity - There is no Spot capacity available that matches your request.';
const noOnDemandCapacity = ({ instanceType, zone }: Pool): string =>
  `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`;

interface Shortage {
  readonly pools: Partial<Pool>;
  /** How many instances these pools still have together. */
  left: number;
  readonly message: string | undefined;
}

/** EC2's capacity. Pools have no limit except the shortages that a scenario sets. */
export class CapacityPools {
  readonly #shortages = new Set<Shortage>();

  /**
   * Lets the matching pools have only `left` more instances together, until the returned function is called.
   * @param message why launches fail @default - Auto Scaling's message for missing capacity of the market
   */
  limit(pools: Partial<Pool>, left = 0, message?: string): () => void {
    const shortage: Shortage = { pools, left, message };
    this.#shortages.add(shortage);
    return () => void this.#shortages.delete(shortage);
  }

  /**
   * Takes an instance from the first pool that has one. It tries all types in the first zone, in the order of the overrides, and then the other
   * zones. The allocation strategy has no effect.
   * @throws NoCapacityError
   */
  take(market: Market, instanceTypes: readonly string[], zones: readonly string[]): Pool {
    const pools = zones.flatMap((zone) =>
      instanceTypes.map((instanceType): Pool => ({ market, instanceType, zone })),
    );
    const pool = pools.find((each) => this.#of(each).every(({ left }) => left > 0));
    if (pool === undefined) throw new NoCapacityError(this.#message(pools));
    for (const shortage of this.#of(pool)) shortage.left -= 1;
    return pool;
  }

  #of(pool: Pool): readonly Shortage[] {
    return [...this.#shortages].filter(({ pools }) =>
      Object.entries(pools).every(([key, value]) => pool[key as keyof Pool] === value),
    );
  }

  #message(pools: readonly Pool[]): string {
    const [first] = pools;
    if (first === undefined) return 'There is no instance type to launch.';
    const named = this.#of(first).find(({ left, message }) => left <= 0 && message !== undefined)?.message;
    return named ?? (first.market === 'spot' ? NO_SPOT_CAPACITY : noOnDemandCapacity(first));
  }
}
