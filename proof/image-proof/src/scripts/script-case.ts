export type Platform = 'linux' | 'macos';

/** What the AWS CLI's stand-in says to one call: a value, or the CLI's complaint and its exit code. */
export type Answer = string | { readonly complaint: string; readonly exit?: number };

/** How the instance metadata service behaves. */
export interface Metadata {
  readonly instanceId: string;
  readonly region: string;
  /** `ipv6` answers at its IPv6 address alone; `silent` takes and says nothing. */
  readonly reachable: 'ipv4' | 'ipv6' | 'silent' | 'never';
  /** Requests that fail with a server's error before the first that is answered. */
  readonly failures: number;
}

export interface ScriptFile {
  readonly content: string;
  /** A program of the machine to copy, in place of the content. */
  readonly copyOf?: string;
  /** @default '644' */
  readonly mode?: string;
  /** @default 'semaphore' */
  readonly owner?: string;
}

/** A process of the instance: the file that it executes, and what it calls itself. */
export interface Process {
  readonly executable: string;
  readonly title?: string;
  /** @default - it runs from the beginning */
  readonly appears?: 'while the script sleeps';
}

/** What a file must be after the run. */
export interface ExpectedFile {
  readonly mode?: string;
  readonly owner?: string;
  readonly text?: string | RegExp;
  /** The parsed YAML of the file. */
  readonly yaml?: Readonly<Record<string, unknown>>;
}

/** A random sum of waits. */
export interface SecondsBetween {
  readonly atLeast: number;
  readonly below: number;
}

/** A call that is retried until its waits add up, at random moments, so not a known number of times. */
export interface RetriedCall {
  readonly call: string;
  readonly atLeast: number;
}

export interface Expectation {
  readonly exit: number;
  /** What was called, without its order: AWS, the service manager, power; neither sleeps nor logs. */
  readonly calls: readonly string[];
  /** Counted apart from the other calls. */
  readonly retried?: RetriedCall;
  readonly output?: readonly RegExp[];
  /** Sum of all sleeps. @default 0 */
  readonly sleptSeconds?: number | SecondsBetween;
  readonly files?: Readonly<Record<string, ExpectedFile>>;
  readonly absent?: readonly string[];
  /** Another start's lock is left alone. */
  readonly keepsLock?: boolean;
  /** The script's own time: what it computes; sleeps are told apart. */
  readonly withinMs?: number;
}

/** One run of a script of the image in a folder of its own. */
export interface ScriptCase {
  readonly name: string;
  readonly platform: Platform;
  /** Relative to the agent's folder. */
  readonly script: string;
  readonly arguments: readonly string[];
  /** @default 'root' */
  readonly user?: 'root' | 'semaphore';
  readonly environment?: Readonly<Record<string, string>>;
  readonly metadata?: Partial<Metadata>;
  /** Of the metadata service, beside the identity: answers one after the other, '' for none; the last again and again. */
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  /** By operation, and by the parameter's name after a colon; the last answer is given again and again. */
  readonly aws?: Readonly<Record<string, readonly Answer[]>>;
  readonly files?: Readonly<Record<string, ScriptFile>>;
  readonly processes?: readonly Process[];
  /** Commands, with their first argument, that fail. */
  readonly failing?: readonly string[];
  /** Runs in all, one after the other. @default 1 */
  readonly runs?: number;
  /** Never in the output or in an argument. */
  readonly secrets?: readonly string[];
  readonly expect: Expectation;
}
