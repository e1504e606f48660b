import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runSandbox } from './run.ts';

const fleet = {
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ORGANIZATION: 'acme',
};

describe('a mistake in the file of --config', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-run-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['two fleets', { fleets: [fleet, { ...fleet, SEMAPHORE_AGENT_STACK_NAME: 'other' }] }, /runs one fleet/],
    [
      'a fleet without a scaler',
      { ...fleet, SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false },
      /a fleet with a scaler/,
    ],
  ])('is reported as wrong usage: %s', async (_, content, message) => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const config = join(folder, 'fleet.json');
    await writeFile(config, JSON.stringify(content));
    expect(await runSandbox({ config, jobs: 1, keep: false, report: join(folder, 'report') })).toBe(2);
    expect(error.mock.calls.join()).toMatch(message);
  });

  it('is reported once, before anything starts', async () => {
    const printed: string[] = [];
    for (const method of ['error', 'log'] as const)
      jest.spyOn(console, method).mockImplementation((text: unknown) => void printed.push(String(text)));
    const config = join(folder, 'fleet.json');
    await writeFile(config, '{"SEMAPHORE_AGENT_ASG_MAX_SIZE": "ten"}');
    const code = await runSandbox({ config, jobs: 1, keep: false, report: join(folder, 'report') });
    expect(code).toBe(1);
    expect(printed.join('\n').match(/SEMAPHORE_AGENT_ASG_MAX_SIZE/g)).toHaveLength(1);
    expect(printed.join('\n')).not.toMatch(/A region starts|^\s+at /m);
  });
});
