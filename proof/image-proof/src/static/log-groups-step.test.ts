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
const three = ['/semaphore/agent', '/semaphore/agent/health', '/semaphore/cloud-init'].map((group) =>
  log(group),
);

describe('logGroupProblems', () => {
  it('accepts all groups of a family', () => {
    expect(logGroupProblems('macos', configuration(...three, log('/semaphore/system')))).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['a missing group', three, 'nothing goes to /semaphore/system'],
    ['another group', [...three, log('/semaphore/system'), log('/x')], '/x is no group of macos'],
    [
      'another stream',
      [...three, log('/semaphore/system', { log_stream_name: 'all' })],
      '/semaphore/system: its stream is all, not {instance_id}',
    ],
    [
      'another retention',
      [...three, log('/semaphore/system', { retention_in_days: 7 })],
      '/semaphore/system: kept 7 days, not 30',
    ],
    [
      'a log that these systems do not write',
      [...three, log('/semaphore/system', { file_path: '/var/log/messages' })],
      '/semaphore/system: no system of ours has /var/log/messages',
    ],
  ])('finds %s', (_name, logs, problem) => {
    expect(logGroupProblems('macos', configuration(...logs))).toEqual([problem]);
  });

  it('says what is no configuration', () => {
    expect(logGroupProblems('macos', {})).toEqual([expect.stringMatching(/^logs/)]);
  });
});
