import { describe, expect, it } from '@jest/globals';
import { jobRequestSchema, registerRequestSchema, syncRequestSchema, syncResponseSchema } from './index.ts';

// The registration of an agent of version 2.2.
const registration = {
  version: 'v2.2.23',
  name: 'i-0abc',
  pid: 314,
  os: 'Ubuntu 22.04.5 LTS',
  arch: 'x86_64',
  hostname: 'ip-10-0-0-7',
  single_job: true,
  idle_timeout: 300,
  interruption_grace_period: 0,
  job_id: '',
};
const job = {
  job_id: 'j-1',
  executor: 'shell',
  commands: [{ directive: 'echo hello' }],
  epilogue_always_commands: [],
  epilogue_on_pass_commands: [],
  epilogue_on_fail_commands: [],
  env_vars: [{ name: 'CI', value: 'dHJ1ZQ==' }],
  files: [{ path: '.ssh/key', content: 'Li4u', mode: '0600' }],
  callbacks: { finished: 'https://h/f', teardown_finished: 'https://h/t', token: 't' },
  logger: { method: 'push', url: 'https://h/l', token: 't', max_size_in_bytes: 0 },
  compose: {},
  ssh_public_keys: [],
};

describe('the schemas of the agent endpoints', () => {
  it('accept a registration', () => {
    expect(registerRequestSchema.parse(registration)).toEqual(registration);
  });

  it('fill in missing fields of a registration, as Semaphore does', () => {
    expect(registerRequestSchema.parse({ name: 'i-0abc' })).toMatchObject({
      ...{ name: 'i-0abc', os: '', pid: 0, single_job: false, idle_timeout: 0, job_id: '' },
    });
  });

  it.each([{ name: 7 }, { pid: '314' }, { idle_timeout: '300' }, { single_job: 'true' }])(
    'reject a registration with %j',
    (invalid) => {
      expect(registerRequestSchema.safeParse({ ...registration, ...invalid }).success).toBe(false);
    },
  );

  it.each([
    { state: 'waiting-for-jobs', job_id: '', job_result: '', interrupted_at: 0 },
    { state: 'finished-job', job_id: 'j-1', job_result: 'passed', interrupted_at: 1_767_225_600 },
    { state: 'running-job' },
  ])('accept the sync request %j', (sync) => {
    expect(syncRequestSchema.parse(sync)).toEqual(sync);
  });

  it.each([{ state: 'asleep' }, { state: 'finished-job', job_result: 'maybe' }, {}])(
    'reject the sync request %j',
    (sync) => {
      expect(syncRequestSchema.safeParse(sync).success).toBe(false);
    },
  );

  it.each([
    [{ action: 'run-job', job_id: 'j-1', shutdown_reason: '', next_sync_after: 5_000 }, true],
    [{ action: 'shutdown', shutdown_reason: 'idle' }, true],
    [{ action: 'shutdown', shutdown_reason: 'bored' }, false],
    [{ action: 'dance' }, false],
  ])('find out whether the sync response %j is valid: %p', (response, valid) => {
    expect(syncResponseSchema.safeParse(response).success).toBe(valid);
  });

  it('accept a job', () => {
    expect(jobRequestSchema.parse(job)).toEqual(job);
  });

  it('reject a job without a logger', () => {
    expect(jobRequestSchema.safeParse({ ...job, logger: undefined }).success).toBe(false);
  });
});
