import type { Random } from '../random.ts';
import { JobLog } from './job-log.ts';

/** The logs of the jobs that agents have fetched. */
export class JobLogs {
  readonly maxBytes: number;
  readonly #random: Random;
  readonly #logs = new Map<string, JobLog>();

  constructor(maxBytes: number, random: Random) {
    this.maxBytes = maxBytes;
    this.#random = random;
  }

  find(jobId: string): JobLog | undefined {
    return this.#logs.get(jobId);
  }

  open(jobId: string): JobLog {
    const log = this.#logs.get(jobId) ?? new JobLog(this.maxBytes, this.#random);
    this.#logs.set(jobId, log);
    return log;
  }

  /** Makes the tokens of all logs expire. */
  revokeTokens(): void {
    for (const log of this.#logs.values()) log.revoke();
  }
}
