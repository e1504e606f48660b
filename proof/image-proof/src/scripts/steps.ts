import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { pythonTool } from '../tools/python.ts';
import type { Step, StepResult, Tool } from '../step.ts';
import { command, root } from '../tools/command.ts';
import { go, goProgram, YQ } from '../tools/go.ts';
import { runInNamespaces } from '../tools/namespaces.ts';
import type { ScriptRunOptions } from './options.ts';
import type { Platform } from './script-case.ts';

const NAMES: Readonly<Record<Platform, string>> = { linux: 'Linux', macos: 'macOS' };

/** If set, only those cases and planted bugs run whose names contain one of these texts. */
const NAMES_TO_RUN = (process.env['SCRIPT_CASES'] ?? '').split(',').filter(Boolean);

const NEEDS: readonly Tool[] = [
  root,
  pythonTool,
  go,
  command('unshare', 'util-linux'),
  command('ip', 'iproute2'),
  command('curl'),
  command('jq'),
];

/** Runs all cases of a platform. Then puts each bug of planted-bugs.ts into a copy of the scripts, and checks that a case fails. */
export function scriptCasesStep(platform: Platform): Step {
  return {
    name: `scripts: all cases pass on ${NAMES[platform]}, and a case fails for each known bug that is put into a script`,
    needs: NEEDS,
    run: (progress) => runScriptCases({ platform }, progress),
  };
}

/**
 * Runs the macOS cases in the shell of macOS.
 * @param bash32 - path of a bash 3.2, if there is one
 */
export function bash32Step(bash32: string | undefined): Step {
  const tool: Tool = {
    name: 'bash 3.2',
    install: 'build one, e.g. from apple-oss-distributions/bash, and set BASH32 to its path',
    present: () => bash32 !== undefined,
  };
  return {
    name: 'scripts: all cases pass on macOS with bash 3.2',
    needs: [...NEEDS, tool],
    run: (progress) =>
      runScriptCases({ platform: 'macos', ...(bash32 !== undefined && { bash32 }) }, progress),
  };
}

export const signaturesStep: Step = {
  name: 'scripts: pre-signed URLs, and calls of Systems Manager without the AWS CLI, are signed as botocore signs them',
  needs: [pythonTool, command('openssl')],
  async run(progress) {
    const python = join(await venvBin(progress), 'python3');
    const packer = join(workspaceRoot, 'images/packer');
    await execa(python, [join(import.meta.dirname, 'compare-with-botocore.py'), packer]);
  },
};

async function runScriptCases(
  choice: Pick<ScriptRunOptions, 'platform' | 'bash32'>,
  progress: (text: string) => void,
): Promise<StepResult> {
  const yq = await goProgram(YQ, progress);
  const python = join(await venvBin(progress), 'python3');
  const folder = await mkdtemp('/tmp/agent-scripts-');
  try {
    const options: ScriptRunOptions = {
      ...choice,
      folder,
      images: join(workspaceRoot, 'images'),
      yq,
      python,
    };
    const args = [JSON.stringify(options), ...NAMES_TO_RUN];
    return await runInNamespaces(join(import.meta.dirname, 'run.ts'), args, progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}
