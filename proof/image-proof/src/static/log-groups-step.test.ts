import { describe, expect, it } from '@jest/globals';
import { logGroupProblems } from './log-groups-step.ts';

const log = (group: string, more: object = {}): object => ({
  file_path: '/x.log',
  log_group_name: group,
  log_stream_name: '{instance_id}',
  retention_in_days: 30,
  ...more,
});
const configuration = (...logs: object[]): object => ({
  logs: { logs_collected: { files: { collect_list: logs } } },
});
const others = [
  '/semaphore/agent',
  '/semaphore/boot',
  '/semaphore/agent/health',
  '/semaphore/cloud-init',
].map((group) => log(group));

describe('logGroupProblems', () => {
  it('accepts all groups of a family', () => {
    expect(logGroupProblems('macos', configuration(...others, log('/semaphore/system')))).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['a missing group', others, 'no log goes to /semaphore/system'],
    ['a wrong group', [...others, log('/semaphore/system'), log('/x')], '/x is not a log group of macos'],
    [
      'a wrong stream',
      [...others, log('/semaphore/system', { log_stream_name: 'all' })],
      '/semaphore/system: the stream is all, expected {instance_id}',
    ],
    [
      'a wrong retention',
      [...others, log('/semaphore/system', { retention_in_days: 7 })],
      '/semaphore/system: the retention is 7 days, expected 30',
    ],
    [
      'a log that does not exist in the images',
      [...others, log('/semaphore/system', { file_path: '/var/log/messages' })],
      '/semaphore/system: /var/log/messages does not exist in our images',
    ],
  ])('finds %s', (_name, logs, problem) => {
    expect(logGroupProblems('macos', configuration(...logs))).toEqual([problem]);
  });

  it('reports a configuration with the wrong structure', () => {
    expect(logGroupProblems('macos', {})).toEqual([expect.stringMatching(/^logs/)]);
  });
});
