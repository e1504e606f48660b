/** A process that Lambda can end at any time. Its code then stops, because the promises that it awaits no longer settle. */
export class LambdaProcess {
  readonly #abort = new AbortController();

  /** Aborted when the process is ended. */
  get ended(): AbortSignal {
    return this.#abort.signal;
  }

  end(): void {
    this.#abort.abort();
  }

  /** Settles as the promise does, but never after the process has ended. */
  guard<Result>(promise: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      promise.then(
        (result) => {
          if (!this.ended.aborted) resolve(result);
        },
        (error: unknown) => {
          if (!this.ended.aborted) reject(error);
        },
      );
    });
  }

  /** Wraps the methods of an object so that their promises are guarded. */
  guardAll<Methods extends object>(methods: Methods): Methods {
    return new Proxy(methods, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) => {
          const result: unknown = Reflect.apply(value, target, args);
          return result instanceof Promise ? this.guard(result) : result;
        };
      },
    });
  }
}
