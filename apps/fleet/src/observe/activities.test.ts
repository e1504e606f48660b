import { describe, expect, it } from '@jest/globals';
import { launchedAt } from './activities.ts';
import { minutesAgo } from './testing/fleet.ts';

describe('launchedAt', () => {
  const activity = (description: string, minutes: number) => ({
    status: 'Successful',
    description,
    message: undefined,
    startedAt: minutesAgo(minutes),
  });
  const activities = [
    activity('Terminating EC2 instance: i-1', 1),
    activity('Launching a new EC2 instance: i-2', 2),
    activity('Launching a new EC2 instance: i-1', 3),
  ];

  it.each([
    ['i-1', minutesAgo(3)],
    ['i-2', minutesAgo(2)],
    ['i-3', undefined],
  ])('finds the last launch of %s, if any', (id, at) => expect(launchedAt(id, activities)).toEqual(at));
});
