/** A command that `.ci/run` runs. */
export interface Step {
  readonly name: string;
  readonly command: string;
  /**
   * The niceness of its process: 0 for steps that depend on the clock, higher for steps that only need the processor.
   * @default 0
   */
  readonly niceness?: number;
  /** Whether the command runs suites, which write result files. */
  readonly runsSuites?: true;
}

/** A step that has ended. */
export interface EndedStep {
  readonly step: Step;
  readonly exitCode: number;
  /** Everything that it printed. */
  readonly output: string;
  readonly seconds: number;
  /** The processor time of the command and of all processes that it has waited for. */
  readonly cpuSeconds: number;
}
