import type { Clock } from '../clock.ts';

interface Parameter {
  readonly value: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
}

/** The parameter does not exist, in SSM's words. */
export class ParameterNotFound extends Error {
  override readonly name = 'ParameterNotFound';
}

/** SSM's parameters, in memory. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();
  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Writes a parameter and returns its new version. */
  put(name: string, value: string): number {
    const version = (this.#parameters.get(name)?.version ?? 0) + 1;
    this.#parameters.set(name, { value, version, writtenAt: this.#clock.now() });
    return version;
  }

  delete(name: string): void {
    this.#parameters.delete(name);
  }

  /** @throws ParameterNotFound */
  get(name: string): Parameter {
    const parameter = this.#parameters.get(name);
    if (parameter === undefined) throw new ParameterNotFound(name);
    return parameter;
  }
}
