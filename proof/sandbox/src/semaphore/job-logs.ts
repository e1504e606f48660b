import { JobLog } from './job-log.ts';

/** Every job's log, from the moment its agent fetched the job; and the callbacks it made. */
export class JobLogs {
  readonly maxBytes: number;
  readonly callbacks: { readonly jobId: string; readonly name: string }[] = [];
  readonly #logs = new Map<string, JobLog>();

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  find(jobId: string): JobLog | undefined {
    return this.#logs.get(jobId);
  }

  open(jobId: string): JobLog {
    const log = this.#logs.get(jobId) ?? new JobLog(this.maxBytes);
    this.#logs.set(jobId, log);
    return log;
  }

  /** Expires all tokens given out, as time would. */
  revokeTokens(): void {
    for (const log of this.#logs.values()) log.revoke();
  }
}
