/** What a command reports to programs, as opposed to people. schema/output.schema.json describes it. */
export interface Output {
  /** One object for each fleet. */
  readonly fleets?: readonly FleetOutput[];
  readonly problems?: readonly OutputProblem[];
  /** The part of the output that is about no fleet in particular. */
  readonly result?: object | undefined;
}

export interface FleetOutput {
  /** The name of its stack. */
  readonly fleet: string;
  readonly [field: string]: unknown;
}

export interface OutputProblem {
  readonly message: string;
  readonly remedy?: string | undefined;
  /** The parameter, option or resource concerned. */
  readonly key?: string | undefined;
}
