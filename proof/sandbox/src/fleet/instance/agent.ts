import type { AgentState, JobResult, SyncRequest, SyncResponse } from '@agent-aws-stack/semaphore-api/agent';
import type { Clock } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { runJob } from './job-run.ts';
import { retry } from './retry.ts';
import type { SemaphoreClient } from './semaphore-client.ts';
import { type ShutdownReason, shutdownReason } from './shutdown-reason.ts';
import { syncRequestLine, syncResponseLine } from './sync-log-lines.ts';

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
  readonly random: Random;
  /** Called with each line of the agent's log about a sync, without the line's time. */
  readonly onLogLine: (line: string) => void;
}

/** This time and those below are as in main.go and pkg/listener/job_processor.go of semaphoreci/agent. */
const unableToSyncAfterMs = 10 * 60_000;
const defaultSyncAfterMs = { from: 3_000, to: 6_000 };
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
  #isStuck = false;
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
    const { clock, power } = this.#options;
    let lastSuccessAt = clock.now();
    for (;;) {
      let syncAfterMs: number | undefined;
      if (this.#isStuck) await forever(power);
      try {
        const response = await this.#sync();
        lastSuccessAt = clock.now();
        syncAfterMs = response.next_sync_after;
        if (response.action === 'shutdown') return await this.#shutDown(shutdownReason(response));
        this.#carryOut(response);
      } catch {
        power.throwIfAborted();
        if (clock.now() - lastSuccessAt > unableToSyncAfterMs) return this.#shutDown('UNABLE_TO_SYNC');
      }
      await this.#sleepUntilNextSync(syncAfterMs ?? this.#defaultSyncAfterMs());
    }
  }

  /** Does what a real agent does on SIGTERM: reports to Semaphore that the machine is about to be terminated. */
  interrupt(): void {
    this.#interruptedAt ||= Math.floor(this.#options.clock.now() / 1000);
    this.#syncNow.abort();
  }

  /** From its next sync on, the agent does nothing. It does not exit. */
  stick(): void {
    this.#isStuck = true;
  }

  get isInterrupted(): boolean {
    return this.#interruptedAt > 0;
  }

  async #sync(): Promise<SyncResponse> {
    const { client, onLogLine } = this.#options;
    const request: SyncRequest = {
      state: this.#state,
      job_id: this.#jobId,
      job_result: this.#jobResult,
      interrupted_at: this.#interruptedAt,
    };
    onLogLine(syncRequestLine(request));
    const response = await client.sync(request);
    onLogLine(syncResponseLine(response));
    return response;
  }

  #defaultSyncAfterMs(): number {
    const { from, to } = defaultSyncAfterMs;
    return from + this.#options.random.fraction() * (to - from);
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
      const request = await retry(fetchRetries, { clock, power }, () => client.fetchJob(jobId));
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
    const { client, clock, power } = this.#options;
    await retry(disconnectRetries, { clock, power }, () => client.disconnect()).catch(() =>
      power.throwIfAborted(),
    );
    return reason;
  }
}

/** Rejects when the signal is aborted. */
function forever(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
