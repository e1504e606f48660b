import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runSandbox } from './run.ts';

describe('a mistake in the file of --config', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-run-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('is told once, before anything is started', async () => {
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
