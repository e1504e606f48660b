import type { BootLine, FirstJobLine } from '@agent-aws-stack/contract';

export type Platform = 'linux' | 'macos';

/** How the AWS CLI's stand-in answers one call: with a value, or with an error message and an exit code. */
export type Answer = string | { readonly error: string; readonly exit?: number };

/** How the instance metadata service behaves. */
export interface Metadata {
  readonly instanceId: string;
  readonly region: string;
  /** `ipv6` answers only at the IPv6 address; `silent` accepts requests and never answers. */
  readonly reachable: 'ipv4' | 'ipv6' | 'silent' | 'never';
  /** Number of requests that fail with a server error before the first success. */
  readonly failures: number;
}

/** Faults of Systems Manager, in addition to the errors among a case's answers. */
export interface SystemsManagerFaults {
  /** How far the clock of Systems Manager is ahead of the instance's. @default 0 */
  readonly clockAheadMs?: number;
  /** The instance's role allows GetParameter only. */
  readonly refusesGetParameters?: boolean;
  /** Systems Manager refuses all signatures. The AWS CLI's stand-in does not sign its calls, so the stand-in still works. */
  readonly refusesSignatures?: boolean;
  /** The connection breaks in the middle of its first reply, after the values. */
  readonly breaksOff?: boolean;
}

export interface ScriptFile {
  readonly content: string;
  /** A program of the machine. A copy of it is written instead of `content`. */
  readonly copyOf?: string;
  /** The target, if it is a symbolic link. */
  readonly linkTo?: string;
  /** @default '644' */
  readonly mode?: string;
  /** @default 'semaphore' */
  readonly owner?: string;
}

/** A process of the instance. */
export interface Process {
  readonly executable: string;
  /** The name that the process gives itself. @default - the executable */
  readonly title?: string;
  /** Whether it is the process that the service manager has started for the agent's service. @default false */
  readonly isService?: boolean;
  /** When the process starts. @default - before the script */
  readonly appears?: 'while the script sleeps';
}

/** What happens to a log when the script has slept for so many seconds. */
export interface LogLine {
  readonly atSeconds: number;
  /** A line is added; `undefined` empties the log, as logrotate's copytruncate does. */
  readonly text: string | undefined;
}

/** The expected state of a file after the run. */
export interface ExpectedFile {
  readonly mode?: string;
  readonly owner?: string;
  readonly text?: string | RegExp;
  /** The parsed YAML of the file. */
  readonly yaml?: Readonly<Record<string, unknown>>;
  /** What a reader of the boot log finds in its last line. */
  readonly boot?: Partial<BootLine>;
  /** What a reader of the boot log finds in its last line, if that is about the first job. */
  readonly firstJob?: FirstJobLine;
}

/** The range of a sum of random waits, in seconds. */
export interface SecondsBetween {
  readonly atLeast: number;
  readonly below: number;
}

/** A call that is retried after random waits, so the number of retries varies. */
export interface RetriedCall {
  readonly call: string;
  readonly atLeast: number;
}

export interface Expectation {
  readonly exit: number;
  /** All calls of AWS (`GetParameter` is signed, `get-parameter` is the AWS CLI's), the service manager and power commands, in any order. Sleeps and log commands are not included. */
  readonly calls: readonly string[];
  /** Not included in `calls`. */
  readonly retried?: RetriedCall;
  readonly output?: readonly RegExp[];
  /** Sum of all sleeps. @default 0 */
  readonly sleptSeconds?: number | SecondsBetween;
  readonly files?: Readonly<Record<string, ExpectedFile>>;
  readonly absent?: readonly string[];
  /** True if the lock must remain, because it belongs to another start. */
  readonly keepsLock?: boolean;
  /** Limit of the CPU time of the script and its commands. */
  readonly withinMs?: number;
}

/** One run of one of the image's scripts, in its own root folder. */
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
  /** More documents of the metadata service (`user-data`, and others below meta-data), each with its successive responses: '' is a 404, and the last one is repeated. */
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  /** Successive answers by operation, or `get-parameter:<name>`. The last answer is repeated. */
  readonly aws?: Readonly<Record<string, readonly Answer[]>>;
  readonly systemsManager?: SystemsManagerFaults;
  readonly files?: Readonly<Record<string, ScriptFile>>;
  readonly processes?: readonly Process[];
  /** When the agent logs that it is ready for jobs. @default 'at its start' */
  readonly isReady?: 'at its start' | 'while the script sleeps' | 'never';
  /** Properties of the agent's unit as systemctl prints them, if no process of the case is the service. */
  readonly unit?: string;
  /** The agent's log, which grows while the script sleeps. The agent logs SIGTERM. */
  readonly agentLog?: readonly LogLine[];
  /** Sends the script SIGTERM once it has slept for so many seconds. @default - the script exits by itself */
  readonly endsAfterSeconds?: number;
  /** Commands, with their first argument, that fail. */
  readonly failing?: readonly string[];
  /** How often the script runs. @default 1 */
  readonly runs?: number;
  /** A shell command that root runs between two runs. */
  readonly between?: string;
  /** Texts that must appear neither in the output nor in an argument. */
  readonly secrets?: readonly string[];
  readonly expect: Expectation;
}
