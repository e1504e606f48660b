import type { Job } from './job.ts';
import type { JobRequest } from '@agent-aws-stack/semaphore-api/agent';

export interface JobRequestOptions {
  /** The server's URL without a path. */
  readonly baseUrl: string;
  readonly logToken: string;
  readonly maxLogBytes: number;
}

/** The job in the form that agents fetch. It consists of shell commands, so real agents can run it, too. */
export function jobRequest(job: Job, options: JobRequestOptions): JobRequest {
  const { durationMs, result = 'passed', commands = [] } = job.spec;
  const { id } = job.record;
  const directives = [
    `echo "job ${id}"`,
    ...commands,
    ...(durationMs > 0 ? [`sleep ${durationMs / 1000}`] : []),
    ...(result === 'failed' ? ['false'] : []),
  ];

  return {
    job_id: id,
    executor: 'shell',
    commands: directives.map((directive) => ({ directive })),
    epilogue_always_commands: [],
    epilogue_on_pass_commands: [],
    epilogue_on_fail_commands: [],
    env_vars: [{ name: 'SEMAPHORE_JOB_ID', value: Buffer.from(id).toString('base64') }],
    files: [],
    // Empty, because agents call these URLs only for jobs with a pull logger (Teardown in pkg/jobs/job.go of semaphoreci/agent).
    callbacks: { finished: '', teardown_finished: '', token: '' },
    logger: {
      method: 'push',
      url: `${options.baseUrl}/api/v1/logs/${id}`,
      token: options.logToken,
      max_size_in_bytes: options.maxLogBytes,
    },
    compose: {},
    ssh_public_keys: [],
  };
}
