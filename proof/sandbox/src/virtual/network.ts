import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** Who makes a call. */
export type Caller = 'scaler' | 'instances';

export type Service = 'semaphore' | 'ssm' | 'auto-scaling' | 'ec2';

/**
 * How a service fails:
 * - `refused`: it cannot be reached;
 * - `error`: it answers with a server error;
 * - `throttled`: it refuses the call because there are too many;
 * - `silent`: it neither acts nor answers;
 * - `reply-lost`: it acts, but its reply does not arrive.
 */
export type ServiceFaultKind = 'refused' | 'error' | 'throttled' | 'silent' | 'reply-lost';

/** A fault of a service, which hits a share of its calls. */
export interface ServiceFault {
  readonly service: Service;
  readonly kind: ServiceFaultKind;
  /** From 0 to 1. */
  readonly share: number;
  /** Whose calls fail. @default - both callers' */
  readonly caller?: Caller | undefined;
}

/** A call got no answer, or an error of the service. */
export class ServiceFaultError extends Error {
  override readonly name = 'ServiceFaultError';
  readonly service: Service;
  readonly kind: ServiceFaultKind;
  constructor({ service, kind }: Pick<ServiceFault, 'service' | 'kind'>) {
    super(`${service}: ${kind}`);
    this.service = service;
    this.kind = kind;
  }
}

/** Half of a call's duration, in milliseconds. A call takes 20 to 120 ms. */
const LEG_MS = { from: 10, to: 60 };

/** Carries calls to the services, with latencies and faults. */
export class Network {
  readonly clock: Clock;
  readonly #random: Random;
  readonly #faults = new Set<ServiceFault>();

  constructor(clock: Clock, random: Random) {
    this.clock = clock;
    this.#random = random;
  }

  /** Starts a fault. Returns a function that ends it. */
  fail(fault: ServiceFault): () => void {
    this.#faults.add(fault);
    return () => void this.#faults.delete(fault);
  }

  /**
   * Makes a call. Throws what `perform` throws, or ServiceFaultError.
   *
   * @param timeoutMs how long the caller waits for a reply
   */
  async call<Result>(
    { service, caller }: { readonly service: Service; readonly caller: Caller },
    timeoutMs: number,
    perform: () => Result | Promise<Result>,
  ): Promise<Result> {
    await this.#travel();
    const fault = this.#faultOfCall(service, caller);
    if (fault !== undefined && fault.kind !== 'reply-lost') {
      if (fault.kind === 'silent') await this.clock.sleep(timeoutMs);
      throw new ServiceFaultError(fault);
    }
    const result = await perform();
    if (fault !== undefined) {
      await this.clock.sleep(timeoutMs);
      throw new ServiceFaultError(fault);
    }
    await this.#travel();
    return result;
  }

  #travel(): Promise<void> {
    return this.clock.sleep(LEG_MS.from + this.#random.fraction() * (LEG_MS.to - LEG_MS.from));
  }

  #faultOfCall(service: Service, caller: Caller): ServiceFault | undefined {
    return [...this.#faults].find(
      (fault) =>
        fault.service === service &&
        (fault.caller ?? caller) === caller &&
        this.#random.fraction() < fault.share,
    );
  }
}
