import type { AgentState, JobResult, SyncRequest, SyncResponse } from '@agent-aws-stack/semaphore-api/agent';
import type { Clock } from '../../clock.ts';
import { runJob } from './job-run.ts';
import type { SemaphoreClient } from './semaphore-client.ts';
import { type ShutdownReason, shutdownReason } from './shutdown-reason.ts';

/** A job that the agent started or finished. */
export type JobEvent =
  | { readonly what: 'started'; readonly jobId: string }
  | { readonly what: 'finished'; readonly jobId: string; readonly result: JobResult };

export interface AgentOptions {
  /** Already registered. */
  readonly client: SemaphoreClient;
  readonly clock: Clock;
  /** Aborted when the machine loses power. The agent then stops without disconnecting. */
  readonly power: AbortSignal;
  readonly onJobEvent: (event: JobEvent) => void;
}

const unableToSyncAfterMs = 10 * 60_000;
const defaultSyncAfterMs = 5_000;
/** As in main.go and pkg/listener/job_processor.go of semaphoreci/agent. */
const fetchRetries = { attempts: 10, waitMs: 3_000 };
const disconnectRetries = { attempts: 100, waitMs: 1_000 };

/** A simulated Semaphore agent: syncs, runs the jobs that Semaphore assigns, and shuts down when Semaphore says so. */
export class SimulatedAgent {
  readonly #options: AgentOptions;
  #state: AgentState = 'waiting-for-jobs';
  #jobId = '';
  #jobResult: JobResult | '' = '';
  #interruptedAt = 0;
  #stopJob = new AbortController();
  /** Aborted to sync at once, because the agent has something to report. */
  #syncNow = new AbortController();

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /**
   * Syncs until Semaphore ends the agent or no sync has succeeded for more than ten minutes, then disconnects. Rejects
   * only if `power` is aborted.
   */
  async run(): Promise<ShutdownReason> {
    const { client, clock, power } = this.#options;
    let lastSuccessAt = clock.now();
    for (;;) {
      let syncAfterMs = defaultSyncAfterMs;
      try {
        const response = await client.sync(this.#message());
        lastSuccessAt = clock.now();
        syncAfterMs = response.next_sync_after ?? defaultSyncAfterMs;
        if (response.action === 'shutdown') return await this.#shutDown(shutdownReason(response));
        this.#carryOut(response);
      } catch {
        power.throwIfAborted();
        if (clock.now() - lastSuccessAt > unableToSyncAfterMs) return this.#shutDown('UNABLE_TO_SYNC');
      }
      await this.#sleepUntilNextSync(syncAfterMs);
    }
  }

  /** Does what a real agent does on SIGTERM: reports to Semaphore that the machine is about to be terminated. */
  interrupt(): void {
    this.#interruptedAt ||= Math.floor(this.#options.clock.now() / 1000);
    this.#syncNow.abort();
  }

  get isInterrupted(): boolean {
    return this.#interruptedAt > 0;
  }

  #message(): SyncRequest {
    return {
      state: this.#state,
      job_id: this.#jobId,
      job_result: this.#jobResult,
      interrupted_at: this.#interruptedAt,
    };
  }

  #carryOut({ action, job_id: jobId = '' }: SyncResponse): void {
    const isRunning = this.#state === 'starting-job' || this.#state === 'running-job';
    if (action === 'run-job' && this.#state === 'waiting-for-jobs') {
      this.#state = 'starting-job';
      this.#jobId = jobId;
      this.#stopJob = new AbortController();
      void this.#runJob(jobId);
    } else if (action === 'stop-job' && isRunning) {
      this.#state = 'stopping-job';
      this.#stopJob.abort(new DOMException('the job was stopped', 'AbortError'));
    } else if (action === 'wait-for-jobs') {
      this.#state = 'waiting-for-jobs';
      this.#jobId = '';
      this.#jobResult = '';
    }
  }

  async #runJob(jobId: string): Promise<void> {
    const { client, clock, power, onJobEvent } = this.#options;
    const stop = AbortSignal.any([this.#stopJob.signal, power]);
    let result: JobResult;
    try {
      const request = await this.#retry(fetchRetries, () => client.fetchJob(jobId));
      if (this.#state === 'starting-job') this.#state = 'running-job';
      onJobEvent({ what: 'started', jobId });
      result = await runJob(request, { client, clock, stop, power });
    } catch {
      // A job fails if it cannot be fetched.
      result = 'failed';
    }
    if (power.aborted) return;
    onJobEvent({ what: 'finished', jobId, result });
    this.#state = 'finished-job';
    this.#jobResult = result;
    this.#syncNow.abort();
  }

  /** Throws what the last attempt throws. Rejects if the machine loses power. */
  async #retry<Result>(
    { attempts, waitMs }: { readonly attempts: number; readonly waitMs: number },
    call: () => Promise<Result>,
  ): Promise<Result> {
    const { clock, power } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        power.throwIfAborted();
        if (attempt === attempts) throw error;
        await clock.sleep(waitMs, power);
      }
    }
  }

  async #sleepUntilNextSync(ms: number): Promise<void> {
    const { clock, power } = this.#options;
    const syncNow = this.#syncNow.signal;
    try {
      await clock.sleep(ms, AbortSignal.any([syncNow, power]));
    } catch (error) {
      power.throwIfAborted();
      if (!syncNow.aborted) throw error;
      this.#syncNow = new AbortController();
    }
  }

  /** Disconnects. If that fails, Semaphore removes the agent after a while. */
  async #shutDown(reason: ShutdownReason): Promise<ShutdownReason> {
    const { client, power } = this.#options;
    await this.#retry(disconnectRetries, () => client.disconnect()).catch(() => power.throwIfAborted());
    return reason;
  }
}
