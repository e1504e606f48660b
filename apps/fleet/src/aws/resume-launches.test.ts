import { describe, expect, it } from '@jest/globals';
import { inRegion } from '../observe/testing/in-region.ts';
import { resumeLaunches } from './resume-launches.ts';

describe('resumeLaunches', () => {
  it.each([
    [{ name: 'main' }, ['ResumeProcesses main', 'DeleteTags main']],
    [
      { name: 'main', standIns: { name: 'more', isBraked: true } },
      ['ResumeProcesses more', 'DeleteTags more', 'ResumeProcesses main', 'DeleteTags main'],
    ],
    [{ name: 'main', standIns: { name: 'more' } }, ['ResumeProcesses main', 'DeleteTags main']],
  ])('resumes what the brake has suspended: %j', async (group, expected) => {
    const changed: string[] = [];
    await inRegion(
      ({ action, input }, reply) => {
        changed.push(`${action} ${input['AutoScalingGroupName'] ?? input['Tags.member.1.ResourceId']}`);
        return reply.ok({});
      },
      (aws) => resumeLaunches(aws, group),
    );
    expect(changed).toEqual(expected);
  });
});
