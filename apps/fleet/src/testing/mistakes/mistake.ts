/** A mistake that a user can make, and what the program's error must contain. */
export interface Mistake {
  /** The mistake in a few words, for the name of its test. */
  readonly what: string;
  /** The command line, without `fleet`. */
  readonly line: string;
  /** The configuration file's content. @default - one valid fleet, linux */
  readonly file?: unknown;
  /** Contents of other files in the folder of the configuration, by name; undefined for a folder. */
  readonly others?: Readonly<Record<string, string | undefined>>;
  /** Standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Actions that AWS denies, with the error code. */
  readonly refused?: Readonly<Record<string, string>>;
  /** The token in the parameter. @default - no parameter */
  readonly stored?: string;
  /** Whether account and region are bootstrapped. @default false */
  readonly bootstrapped?: boolean;
  /** The exit code. */
  readonly code: 1 | 2;
  /** The parameter, option or resource that the message names. */
  readonly names: string | RegExp;
  /** The remedy in the message. */
  readonly remedy: string | RegExp;
}
