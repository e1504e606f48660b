/** A program that a step needs, and how to install it. */
export interface Tool {
  /** Its name, e.g. `packer`. */
  readonly name: string;
  /** How to install it: a command or sentence, e.g. `apt-get install packer`. */
  readonly install: string;
  /** Whether it is installed. Never throws. */
  present(): boolean | Promise<boolean>;
}

/** The result of a step with several cases. */
export interface StepResult {
  readonly passed: number;
  /** Shown next to a passed step, e.g. the code coverage of its cases. */
  readonly detail?: string;
}

/** One step of `images:verify`. Steps are independent and print nothing themselves. */
export interface Step {
  /** `<part>: <what the step proves>`, e.g. `static: shell scripts pass shellcheck`. */
  readonly name: string;
  /** If a tool is missing, the step is skipped, and the summary says how to install it. */
  readonly needs?: readonly Tool[];
  /**
   * @param progress - receives progress lines, e.g. the name of the running case.
   * @throws StepFailure, or an Error whose message names file, line and problem.
   */
  run(progress: (text: string) => void): Promise<StepResult> | Promise<void>;
}

/** Thrown if some cases of a step failed. */
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
