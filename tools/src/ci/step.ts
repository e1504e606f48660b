/** A command of `.ci/run`. */
export interface Step {
  readonly name: string;
  readonly command: string;
  /**
   * 0 for what is judged by the clock; more for what only needs the processor, and gives way to it.
   * @default 0
   */
  readonly niceness?: number;
  /** Whether it leaves a result file, with its failures, for each suite. */
  readonly runsSuites?: true;
}

/** A step that has ended. */
export interface EndedStep {
  readonly step: Step;
  readonly exitCode: number;
  /** All that it printed. */
  readonly output: string;
  readonly seconds: number;
}
