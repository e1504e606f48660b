import { beforeEach, describe, expect, it } from '@jest/globals';
import { KEEP_COMMANDS, runKeepCommand } from './keep-commands.ts';
import type { AgentType } from './semaphore/agent-type.ts';
import type { JobRecord, JobSpec } from './semaphore/job.ts';

let queued: [number, JobSpec][];
let stopped: string[];
let disabled: number;
let settings: Partial<AgentType>[];
beforeEach(() => {
  [queued, stopped, disabled, settings] = [[], [], 0, []];
});

const job = (id: string, more: Partial<JobRecord> = {}): JobRecord => ({ id, queuedAt: 0, ...more });
const agent = { name: 'a', state: undefined, registeredAt: 0, lastSyncAt: 0, jobId: '' };
const type = (line: string, jobs: readonly JobRecord[] = []) =>
  runKeepCommand(line, {
    enqueue: (count, spec) => (queued.push([count, spec]), []),
    jobs: () => jobs,
    stopJob: (id) => void stopped.push(id),
    agentRecords: () => [agent, agent],
    disableAgents: () => void (disabled += 1),
    setAgentType: (change) => void settings.push(change),
  });

describe('runKeepCommand', () => {
  it.each<[string, [number, JobSpec]]>([
    ['3', [3, { durationMs: 6_000 }]],
    [' fail  2 ', [2, { durationMs: 0, result: 'failed' }]],
    ['long 1', [1, { durationMs: 3_600_000 }]],
  ])('queues jobs for %j', (line, expected) => {
    expect(type(line)).toMatch(/^\d jobs? queued\.$/);
    expect(queued).toEqual([expected]);
  });

  it.each(['0', '501', 'fail', 'fail x', 'long -1', 'long 1.5'])(
    'asks for a number if %j has no valid one',
    (line) => {
      expect(type(line)).toMatch(/Type a whole number from 1 to 500/);
      expect(queued).toEqual([]);
    },
  );

  const jobs = [
    job('aa11-rest-of-the-id', { agentName: 'i-1' }),
    job('aa22', {}),
    job('bb33', { finishedAt: 1 }),
  ];

  it('lists the waiting and running jobs', () => {
    expect(type('jobs', jobs)).toBe('aa11-res  runs on i-1\naa22  waits');
    expect(type('jobs')).toBe('No job is waiting or running.');
  });

  it('says for `stop all` that there is no job to stop', () => {
    expect(type('stop all')).toBe('No job is waiting or running.');
  });

  it.each([
    ['stop aa1', ['aa11-rest-of-the-id'], /^1 job stopped/],
    ['stop aa', ['aa11-rest-of-the-id', 'aa22'], /^2 jobs stopped/],
    ['stop all', ['aa11-rest-of-the-id', 'aa22'], /^2 jobs stopped/],
    ['stop bb', [], /^No .* job has an id that starts with bb/],
    ['stop', [], /^Which job\?/],
  ])('stops jobs for %j', (line, ids, output) => {
    expect(type(line, jobs)).toMatch(output);
    expect(stopped).toEqual(ids);
  });

  it('disables all agents', () => {
    expect(type('disable')).toMatch(/^2 agents disabled/);
    expect(disabled).toBe(1);
  });

  it.each<[string, AgentType['names']]>([
    ['names agent', { from: 'agent' }],
    ['names sts', { from: 'aws-sts', account: '000000000000', rolePatterns: '*' }],
    ['names sts=ci-*', { from: 'aws-sts', account: '000000000000', rolePatterns: 'ci-*' }],
  ])('changes the agent type for %j', (line, names) => {
    type(line);
    expect(settings).toEqual([{ names }]);
  });

  it.each(['', 'help'])('lists the commands for %j', (line) => {
    expect(type(line)).toBe(KEEP_COMMANDS);
  });

  it.each(['dance', 'disable all', 'names', 'names dns', 'stop a b', '3 4'])('refuses %j', (line) => {
    expect(type(line)).toMatch(/^Unknown command: /);
    expect([queued, stopped, disabled, settings]).toEqual([[], [], 0, []]);
  });
});
