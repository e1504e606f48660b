import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';

const main = join(import.meta.dirname, '../main.ts');

describe('npm run sandbox', () => {
  it('meets all expectations, and saves its report', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-report-'));
    const { exitCode, all } = await execa('node', [main, '--report', folder], { reject: false, all: true });
    // On failure, Jest shows the output.
    expect(exitCode === 0 ? '' : all).toBe('');
    expect(all).toMatch(/^(\d+) of \1 expectations held\.$/m);
    expect(['fleet.svg', 'run.json', 'deploy.log'].filter((name) => !existsSync(join(folder, name)))).toEqual(
      [],
    );
    await rm(folder, { recursive: true });
  });
});
