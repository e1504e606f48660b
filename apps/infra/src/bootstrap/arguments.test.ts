import { describe, expect, it } from '@jest/globals';
import { parseBootstrapArguments } from './arguments.ts';

const none = { target: undefined, credentials: [], others: [], bringsPolicies: false };
const target = { account: '111111111111', region: 'eu-west-1' };

describe('parseBootstrapArguments', () => {
  it.each([
    [[], none],
    [['aws://111111111111/eu-west-1'], { ...none, target }],
    [['--profile', 'ci'], { ...none, credentials: ['--profile', 'ci'], others: ['--profile', 'ci'] }],
    [['--profile=ci'], { ...none, credentials: ['--profile', 'ci'], others: ['--profile=ci'] }],
    [
      ['--toolkit-stack-name', 'Kit', 'aws://111111111111/eu-west-1', '--force'],
      { ...none, target, others: ['--toolkit-stack-name', 'Kit', '--force'] },
    ],
    [
      ['--cloudformation-execution-policies', 'arn:x'],
      { ...none, others: ['--cloudformation-execution-policies', 'arn:x'], bringsPolicies: true },
    ],
  ])('reads %j', (args, expected) => {
    expect(parseBootstrapArguments(args)).toEqual(expected);
  });

  it.each([
    [['aws://111111111111/eu-west-1', 'aws://222222222222/eu-west-1'], /name one environment at a time/],
    [['aws://1234/eu-west-1'], /^aws:\/\/1234\/eu-west-1: an environment is written aws:\/\//],
    [['aws://111111111111'], /is written/],
  ])('refuses %j', (args, message) => {
    expect(() => parseBootstrapArguments(args)).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringMatching(message) }),
    );
  });
});
