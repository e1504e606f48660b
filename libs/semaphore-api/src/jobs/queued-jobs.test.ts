import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { answerWith, SemaphoreServer } from '../testing/index.ts';
import { getQueuedJobs } from './queued-jobs.ts';

let semaphore: SemaphoreServer;
beforeAll(async () => {
  semaphore = await SemaphoreServer.start(answerWith(200));
});
afterAll(() => semaphore[Symbol.asyncDispose]());

const queuedJobs = () => getQueuedJobs(semaphore.endpoint, 't0ken', { deadlineMs: 60_000, ca: semaphore.ca });

it('getQueuedJobs requests the ids of the jobs with the token', async () => {
  let request: Record<string, unknown> = {};
  semaphore.answer = (response, { url, headers }) => {
    request = { url, authorization: headers.authorization };
    response.end('{"jobs":[{"id":"b"},{"id":"a","name":"unknown keys are accepted"}]}');
  };
  expect(await queuedJobs()).toEqual({ ids: ['b', 'a'], isComplete: true });
  expect(request).toEqual({ url: '/api/v1/self_hosted_agents/jobs', authorization: 'Token t0ken' });
});

it('getQueuedJobs says that a list of 500 jobs may be incomplete', async () => {
  const jobs = Array.from({ length: 500 }, (_, id) => ({
    id: `0c1d2e3f-0000-4000-8000-${String(id).padStart(12, '0')}`,
  }));
  semaphore.answer = answerWith(200, JSON.stringify({ jobs }));
  expect(await queuedJobs()).toMatchObject({ isComplete: false });
});

it.each([
  [answerWith(404), { name: 'SemaphoreStatusError', status: 404 }],
  [
    answerWith(200, '<html>'),
    { name: 'SemaphoreReplyError', message: expect.stringContaining('is not JSON') },
  ],
  [answerWith(200, '{"jobs":[{}]}'), { message: expect.stringContaining('jobs.0.id') }],
])('getQueuedJobs throws a typed error for reply %#', async (answer, error) => {
  semaphore.answer = answer;
  await expect(queuedJobs()).rejects.toMatchObject(error);
});
