import type { JobRequest } from '@agent-aws-stack/semaphore-api/agent';

/** A job as an agent fetches it. */
export function shellJob(commands: readonly string[], more: Partial<JobRequest> = {}): JobRequest {
  return {
    job_id: 'j1',
    executor: 'shell',
    commands: directives(commands),
    epilogue_always_commands: [],
    epilogue_on_pass_commands: [],
    epilogue_on_fail_commands: [],
    env_vars: [],
    files: [],
    callbacks: { finished: '', teardown_finished: '', token: '' },
    logger: { method: 'push', url: 'https://log', token: 't', max_size_in_bytes: 1 },
    compose: {},
    ssh_public_keys: [],
    ...more,
  };
}

export function directives(commands: readonly string[]): JobRequest['commands'] {
  return commands.map((directive) => ({ directive }));
}
