interface Parameter {
  readonly value: string;
  readonly version: number;
}

/** The parameter does not exist, in SSM's words. */
export class ParameterNotFound extends Error {
  override readonly name = 'ParameterNotFound';
}

/** SSM's parameters, in memory. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();

  /** Writes a parameter and returns its new version. */
  put(name: string, value: string): number {
    const version = (this.#parameters.get(name)?.version ?? 0) + 1;
    this.#parameters.set(name, { value, version });
    return version;
  }

  /** @throws ParameterNotFound */
  get(name: string): Parameter {
    const parameter = this.#parameters.get(name);
    if (parameter === undefined) throw new ParameterNotFound(name);
    return parameter;
  }
}
