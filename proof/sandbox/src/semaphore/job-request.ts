import type { Job } from './job.ts';
import type { JobRequest } from '@agent-aws-stack/semaphore-api/agent';

export interface JobRequestOptions {
  /** Where the server is reached, without a path. */
  readonly baseUrl: string;
  readonly logToken: string;
  readonly callbackToken: string;
  readonly maxLogBytes: number;
}

/** The job as an agent fetches it: shell commands, so that a real agent can run it too. */
export function jobRequest(job: Job, options: JobRequestOptions): JobRequest {
  const { durationMs, result = 'passed', commands = [] } = job.spec;
  const { id } = job.record;
  const directives = [
    `echo "job ${id}"`,
    ...commands,
    ...(durationMs > 0 ? [`sleep ${durationMs / 1000}`] : []),
    ...(result === 'failed' ? ['false'] : []),
  ];
  const callback = (name: string) => `${options.baseUrl}/api/v1/jobs/${id}/callbacks/${name}`;
  return {
    job_id: id,
    executor: 'shell',
    commands: directives.map((directive) => ({ directive })),
    epilogue_always_commands: [],
    epilogue_on_pass_commands: [],
    epilogue_on_fail_commands: [],
    env_vars: [{ name: 'SEMAPHORE_JOB_ID', value: Buffer.from(id).toString('base64') }],
    files: [],
    callbacks: {
      finished: callback('finished'),
      teardown_finished: callback('teardown_finished'),
      token: options.callbackToken,
    },
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
