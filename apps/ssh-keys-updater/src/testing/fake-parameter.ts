import type { HostKeysParameter } from '../update-host-keys.ts';

/** A parameter in memory. It counts reads and records writes, and a test can make both fail. */
export class FakeParameter implements HostKeysParameter {
  reads = 0;
  readonly writes: string[] = [];
  readFailure: Error | undefined;
  writeFailure: Error | undefined;
  readonly #value: string | undefined;

  /** @param value undefined: the parameter does not exist */
  constructor(value: string | undefined) {
    this.#value = value;
  }

  read(): Promise<string | undefined> {
    this.reads += 1;
    return this.readFailure ? Promise.reject(this.readFailure) : Promise.resolve(this.#value);
  }

  write(value: string): Promise<void> {
    if (this.writeFailure) return Promise.reject(this.writeFailure);
    this.writes.push(value);
    return Promise.resolve();
  }
}
