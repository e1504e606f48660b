import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { pythonTool } from '../tools/python.ts';
import type { Step, Tally } from '../step.ts';
import { command, root } from '../tools/command.ts';
import { go, goProgram, YQ } from '../tools/go.ts';
import { runInNamespaces } from '../tools/namespaces.ts';

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
    const options = [folder, join(workspaceRoot, 'images'), yq, python];
    return await runInNamespaces(join(import.meta.dirname, 'run.ts'), options, progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}
