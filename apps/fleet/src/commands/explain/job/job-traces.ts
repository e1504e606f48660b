import type { LeftJob, SavedSights } from '@agent-aws-stack/contract';
import type { QueuedJobs } from '@agent-aws-stack/semaphore-api';
import type { Fact } from '../../../observe/fact.ts';
import type { ScalerEntry } from '../../../observe/scaler-log.ts';

/** What was found about a job in one fleet. */
export interface JobTraces {
  readonly queued: Fact<QueuedJobs>;
  /** When the scaler first saw the queued jobs. Undefined if it has saved nothing about them. */
  readonly sights: Fact<SavedSights | undefined>;
  /** What the scaler logged when the job left the queue. */
  readonly left: Fact<LeftJob | undefined>;
  /** The first line of an agent about the job. */
  readonly agentLine: Fact<AgentLine | undefined>;
  /** The scaler's decisions and messages while the job waited, without repeated decisions. Empty if the time of the wait is not known. */
  readonly entries: Fact<readonly ScalerEntry[]>;
}

export interface AgentLine {
  readonly at: Date;
  readonly instance: string;
  /** Whether the name of the log stream shows that the instance belongs to this fleet. */
  readonly namesFleet: boolean;
}
