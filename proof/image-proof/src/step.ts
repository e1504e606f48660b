/** A program that a step runs, and what to do where it is missing. */
export interface Tool {
  /** As it is called, e.g. `packer`. */
  readonly name: string;
  /** A command or sentence that ends with the tool being there, e.g. `apt-get install packer`. */
  readonly install: string;
  /** Whether it can be used here; throws nothing. */
  present(): boolean | Promise<boolean>;
}

/** How many things a step has proven, where it is more than one. */
export interface StepResult {
  readonly passed: number;
  /** What a reader wants to see of a step that has passed, e.g. how much code its cases run. */
  readonly detail?: string;
}

/** One thing that `images:verify` proves. Steps are independent, run in their order, and print nothing themselves. */
export interface Step {
  /** `<part>: <what is proven>`, e.g. `static: shell scripts pass shellcheck`. */
  readonly name: string;
  /** A step whose tools are not all there is skipped, and named with what would install them. */
  readonly needs?: readonly Tool[];
  /**
   * @param progress - takes a line that says what is going on, e.g. the case that runs.
   * @throws StepFailure, or an Error whose message is all that a reader needs: file, line, what is wrong.
   */
  run(progress: (text: string) => void): Promise<StepResult> | Promise<void>;
}

/** Some of the things that a step was to prove do not hold. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly passed: number;
  readonly failed: number;

  constructor(passed: number, failures: readonly string[]) {
    super(failures.join('\n'));
    this.passed = passed;
    this.failed = failures.length;
  }
}
