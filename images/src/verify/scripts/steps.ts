import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { pythonTool, venvBin } from '../../venv.ts';
import { workspaceRoot } from '../../workspace.ts';
import { StepFailure, type Step, type Tally } from '../step.ts';
import { command, root } from '../tools/command.ts';
import { go, goProgram, YQ } from '../tools/go.ts';
import { Verdict } from './verdict.ts';

/** The table of cases, and each weak point put back. */
export const scriptSteps: readonly Step[] = [
  {
    name: 'scripts: every case on Linux and macOS, and each weak point found when it is put back',
    needs: [
      root,
      pythonTool,
      go,
      command('unshare', 'util-linux'),
      command('ip', 'iproute2'),
      command('curl'),
      command('jq'),
    ],
    run: runScriptCases,
  },
];

async function runScriptCases(progress: (text: string) => void): Promise<Tally> {
  const yq = await goProgram(YQ, progress);
  const python = join(await venvBin(progress), 'python3');
  const folder = await mkdtemp('/tmp/agent-scripts-');
  try {
    return await judgeAll([folder, join(workspaceRoot, 'images'), yq, python], progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function judgeAll(options: readonly string[], progress: (text: string) => void): Promise<Tally> {
  const runner = execa(
    'unshare',
    // With its end everything ends: processes, mounts, addresses.
    ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private', '--']
      .concat(process.execPath, join(import.meta.dirname, 'run.ts'))
      .concat(options),
    { reject: false, buffer: { stdout: false }, forceKillAfterDelay: 5_000 },
  );
  const failures: string[] = [];
  let passed = 0;
  for await (const line of runner) {
    const verdict = Verdict.parse(JSON.parse(line));
    progress(verdict.name);
    if (verdict.problems.length === 0) passed += 1;
    else failures.push([verdict.name, ...verdict.problems].join('\n    '));
  }
  const { exitCode, stderr } = await runner;
  if (exitCode !== 0) failures.push(`The runner ended with ${exitCode}: ${stderr}`);
  if (failures.length > 0) throw new StepFailure(passed, failures);
  return { passed };
}
