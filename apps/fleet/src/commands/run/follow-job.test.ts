import { describe, expect, it } from '@jest/globals';
import { JobFollower, type Observation } from './follow-job.ts';

const start = Date.parse('2026-11-24T12:00:00Z');
const instance = (id: string) => ({ id, zone: 'eu-west-1a', type: 'm7i.large' });
const empty = { queued: [], listsAllJobs: true, agents: 0, desired: 0, instances: [], lines: [] };
const running = { instance: 'i-1', text: 'Running job j-1' };

/** Observes the fleet at these seconds, and gives the seconds and the step of each event. */
function follow(...observations: readonly (readonly [second: number, seen: Partial<Observation>])[]) {
  const follower = new JobFollower();
  const steps = observations.flatMap(([second, seen]) =>
    follower.observe({ ...empty, ...seen, at: new Date(start + second * 1_000) }),
  );
  return { follower, steps, summary: steps.map(({ seconds, step }) => `${seconds} ${step}`) };
}

describe('JobFollower', () => {
  it('reports each step once, with the time since the job was first seen', () => {
    const up = { desired: 1, instances: [instance('i-1')] };
    const { steps, follower } = follow(
      [0, {}],
      [10, { queued: ['j-1'] }],
      [12, { queued: ['j-1'], desired: 1 }],
      [20, { queued: ['j-1'], ...up }],
      [50, { queued: ['j-1'], ...up, agents: 1 }],
      [54, { ...up, agents: 1 }],
      [56, { ...up, agents: 1, lines: [running] }],
    );
    const job = 'j-1';
    const at = (second: number) => ({ job, at: new Date(start + second * 1_000), seconds: second - 10 });
    expect(steps).toEqual([
      { step: 'queued', ...at(10) },
      { step: 'raised', desired: 1, ...at(12) },
      { step: 'launched', instance: 'i-1', zone: 'eu-west-1a', instanceType: 'm7i.large', ...at(20) },
      { step: 'registered', agents: 1, ...at(50) },
      { step: 'started', ...at(54) },
      { step: 'logged', instance: 'i-1', line: 'Running job j-1', ...at(56) },
    ]);
    expect(follower.reached.get('logged')).toEqual(steps.at(-1));
  });

  it('reports in order what happened between two observations', () => {
    const { summary } = follow(
      [0, {}],
      [2, { queued: ['j-1'], desired: 1, instances: [instance('i-1')] }],
      [9, { desired: 1, instances: [instance('i-1')], agents: 1, lines: [running] }],
    );
    expect(summary).toEqual(['0 queued', '0 raised', '0 launched', '7 registered', '7 started', '7 logged']);
  });

  it('leaves out the launch if an idle agent runs the job', () => {
    const idle = { desired: 1, instances: [instance('i-1')], agents: 1 };
    const { summary } = follow(
      [0, idle],
      [2, { ...idle, queued: ['j-1'] }],
      [4, idle],
      [6, { ...idle, lines: [running] }],
    );
    expect(summary).toEqual(['0 queued', '2 started', '4 logged']);
  });

  it('finds a job by its line in the log if an idle agent took it before it was seen in the queue', () => {
    const idle = { desired: 1, instances: [instance('i-1')], agents: 1 };
    const { summary, follower } = follow([0, idle], [2, { ...idle, lines: [running] }]);
    expect({ summary, job: follower.job }).toEqual({ summary: ['0 started', '0 logged'], job: 'j-1' });
    const foreign = { ...idle, lines: [{ ...running, instance: 'i-9' }] };
    expect(follow([0, idle], [2, foreign]).follower.job).toBeUndefined();
  });

  it('reports that capacity and agents rise, even if they had fallen below their first counts before', () => {
    const { summary } = follow(
      [0, { desired: 2, agents: 2 }],
      [2, { queued: ['j-1'], desired: 2, agents: 2 }],
      [4, { queued: ['j-1'], desired: 0, agents: 0 }],
      [6, { queued: ['j-1'], desired: 1, agents: 0 }],
      [8, { queued: ['j-1'], desired: 1, agents: 1 }],
    );
    expect(summary).toEqual(['0 queued', '4 raised', '6 registered']);
  });

  it('follows the oldest job if several are queued, and ignores log lines about the other jobs', () => {
    const { follower, summary } = follow(
      [0, { queued: ['j-2', 'j-1'] }],
      [2, { queued: ['j-1'], lines: [{ instance: 'i-9', text: 'Running job j-2' }] }],
    );
    expect(follower.job).toBe('j-1');
    expect(summary).toEqual(['0 queued']);
  });

  it('ignores lines of instances that the group never had, because all fleets share the log group', () => {
    const up = { queued: ['j-1'], instances: [instance('i-2')] };
    expect(follow([0, up], [2, { ...up, lines: [running] }]).summary).toEqual(['0 queued']);
    expect(follow([0, { ...up, instances: [instance('i-1')] }], [2, { lines: [running] }]).summary).toEqual([
      ...['0 queued', '2 started', '2 logged'],
    ]);
  });

  it("does not report a job as started if Semaphore's list of queued jobs may be incomplete", () => {
    expect(
      follow([0, { queued: ['j-1'] }], [2, { queued: ['j-3', 'j-2'], listsAllJobs: false }]).summary,
    ).toEqual(['0 queued']);
  });

  it('follows no job while none is queued', () => {
    expect(follow([0, {}], [2, { desired: 3, agents: 3 }]).follower.job).toBeUndefined();
  });
});
