import { expect, it } from '@jest/globals';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { withStackName } from './with-stack-name.ts';

const stack = (id: string, stackName: string) => ({ id, fleet: { stackName } }) as SelectedStack;

it.each([
  ['AwsSemaphoreAgentStack (linux-ci): deploying... [1/1]', 'linux-ci: deploying... [1/1]'],
  [' ✅  AwsSemaphoreAgentStack (linux-ci)', ' ✅  linux-ci'],
  ['AwsSemaphoreAgentStack/scaler/Code: published', 'linux-ci/scaler/Code: published'],
  ['AwsSemaphoreAgentStack-2: deploying', 'AwsSemaphoreAgentStack-2: deploying'],
  ['linux-ci | 0/3 | CREATE_IN_PROGRESS', 'linux-ci | 0/3 | CREATE_IN_PROGRESS'],
])('withStackName changes %j to %j', (line, expected) => {
  expect(withStackName(line, stack('AwsSemaphoreAgentStack', 'linux-ci'))).toBe(expected);
});

it('withStackName keeps the output if the id is the name', () => {
  expect(withStackName('linux (linux)', stack('linux', 'linux'))).toBe('linux (linux)');
});
