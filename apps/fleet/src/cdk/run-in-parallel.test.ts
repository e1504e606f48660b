import { afterEach, expect, it, jest } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { runInParallel } from './run-in-parallel.ts';

const stack = { id: 'linux', fleet: { stackName: 'linux' } } as SelectedStack;
const options = { json: true, concurrency: 1, doctor: 'npm run fleet -- doctor' };

afterEach(() => {
  jest.restoreAllMocks();
});

it.each([
  [
    'linux | 0/3 | 10:00:00 | CREATE_IN_PROGRESS | AWS::CloudFormation::Stack | linux',
    'CloudFormation finishes what it has started.',
  ],
  [
    'linux: creating CloudFormation changeset...',
    'CloudFormation has reported no change yet, so it may not have started.',
  ],
])(
  'runInParallel tells a user who interrupts it after %j whether CloudFormation continues',
  async (line, state) => {
    jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const shell = new FakeShell();
    await runInParallel([stack], { ...options, shell }, async (_, showLine) => {
      showLine(line);
      process.emit('SIGINT');
    });
    expect(shell.errors).toContain(`\n${state} To check the result: npm run fleet -- doctor\n`);
  },
);

it('runInParallel removes its SIGINT listener', async () => {
  const before = process.listenerCount('SIGINT');
  await runInParallel([stack], { ...options, shell: new FakeShell() }, () => Promise.resolve());
  expect(process.listenerCount('SIGINT')).toBe(before);
});
