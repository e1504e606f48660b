import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import type { Step, StepResult } from '../step.ts';
import { judgePester, pesterResults } from './pester-results.ts';
import { powershell, powershellTools } from './powershell.ts';

/** Runs every PowerShell script of the image in a stand-in for Windows, with Pester. */
export const pesterStep: Step = {
  name: 'scripts: all cases pass on Windows; no syntax is newer than Windows PowerShell 5.1',
  needs: powershellTools,
  run: runPester,
};

async function runPester(): Promise<StepResult> {
  const shell = await powershell();
  if (shell === undefined) throw new Error('PowerShell is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'windows-scripts-'));
  try {
    const results = join(folder, 'results.json');
    const { all } = await execa(
      shell.program,
      [
        ...['-NoProfile', '-NonInteractive', '-File', join(import.meta.dirname, 'run.ps1')],
        ...['-Sources', workspaceRoot, '-Root', join(folder, 'C'), '-Results', results],
      ],
      // Without PGO, the runtime spends a quarter less CPU time, because most code runs only a few times.
      { reject: false, all: true, env: { NO_COLOR: '1', DOTNET_TieredPGO: '0', NODE: process.execPath } },
    );
    if (!existsSync(results))
      throw new Error(`Pester wrote no results: ${all.split('\n').slice(-20).join('\n')}`);
    return judgePester(pesterResults.parse(JSON.parse(await readFile(results, 'utf8'))));
  } finally {
    await rm(folder, { recursive: true });
  }
}
