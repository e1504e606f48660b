export interface Mistake {
  readonly what: string;
  /** The command line, without `fleet`. */
  readonly line: string;
  /** The configuration file's content. @default - one fleet, linux, that is right */
  readonly file?: unknown;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Actions that AWS refuses, with the code of the refusal. */
  readonly refused?: Readonly<Record<string, string>>;
  /** What the parameter of the token holds. */
  readonly stored?: string;
  /** Whether account and region are bootstrapped. @default false */
  readonly bootstrapped?: boolean;
  readonly code: 1 | 2;
  /** The parameter, option or resource that is named. */
  readonly names: string | RegExp;
  /** What to do about it. */
  readonly remedy: string | RegExp;
}
