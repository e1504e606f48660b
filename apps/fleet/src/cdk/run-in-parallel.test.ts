import { afterEach, expect, it, jest } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { runInParallel } from './run-in-parallel.ts';

const stack = { id: 'linux', fleet: { stackName: 'linux' } } as SelectedStack;
const options = { json: true, concurrency: 1, look: 'npm run fleet -- doctor' };

afterEach(() => {
  jest.restoreAllMocks();
});

it('says to one who interrupts it that CloudFormation goes on', async () => {
  jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const shell = new FakeShell();
  await runInParallel([stack], { ...options, shell }, async () => {
    process.emit('SIGINT');
  });
  expect(shell.errors).toContain('goes on with what it has begun. How it ends: npm run fleet -- doctor\n');
});

it('leaves nothing behind that listens', async () => {
  const before = process.listenerCount('SIGINT');
  await runInParallel([stack], { ...options, shell: new FakeShell() }, () => Promise.resolve());
  expect(process.listenerCount('SIGINT')).toBe(before);
});
