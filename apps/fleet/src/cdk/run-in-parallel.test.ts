import { afterEach, expect, it, jest } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { runInParallel } from './run-in-parallel.ts';

const stack = { id: 'linux', fleet: { stackName: 'linux' } } as SelectedStack;
const options = { json: true, concurrency: 1, doctor: 'npm run fleet -- doctor' };

afterEach(() => {
  jest.restoreAllMocks();
});

it('runInParallel tells a user who interrupts it that CloudFormation continues', async () => {
  jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const shell = new FakeShell();
  await runInParallel([stack], { ...options, shell }, async () => {
    process.emit('SIGINT');
  });
  expect(shell.errors).toContain(
    'finishes what it has started. To check the result: npm run fleet -- doctor\n',
  );
});

it('runInParallel removes its SIGINT listener', async () => {
  const before = process.listenerCount('SIGINT');
  await runInParallel([stack], { ...options, shell: new FakeShell() }, () => Promise.resolve());
  expect(process.listenerCount('SIGINT')).toBe(before);
});
