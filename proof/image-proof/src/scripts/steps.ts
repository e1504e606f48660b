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

const NEEDS: readonly Tool[] = [
  root,
  pythonTool,
  go,
  command('unshare', 'util-linux'),
  command('ip', 'iproute2'),
  command('curl'),
  command('jq'),
];

/** A platform's table of cases, and each of its weak points put back. */
export function scriptCasesStep(platform: Platform): Step {
  return {
    name: `scripts: every case on ${NAMES[platform]}; every earlier defect, put back, fails a case`,
    needs: NEEDS,
    run: (progress) => runScriptCases({ platform }, progress),
  };
}

/**
 * macOS's cases with the shell that macOS has.
 * @param bash32 - path of a bash 3.2, if there is one
 */
export function bash32Step(bash32: string | undefined): Step {
  const tool: Tool = {
    name: 'bash 3.2',
    install: 'set BASH32 to the path of one, e.g. built from apple-oss-distributions/bash',
    present: () => bash32 !== undefined,
  };
  return {
    name: 'scripts: every case on macOS with bash 3.2',
    needs: [...NEEDS, tool],
    run: (progress) =>
      runScriptCases({ platform: 'macos', ...(bash32 !== undefined && { bash32 }) }, progress),
  };
}

export const preSignedUrlStep: Step = {
  name: 'scripts: the pre-signed URL is the one that botocore signs',
  needs: [pythonTool],
  async run(progress) {
    const python = join(await venvBin(progress), 'python3');
    const script = join(workspaceRoot, 'images/packer/common/gen-pre-signed-url.py');
    await execa(python, [join(import.meta.dirname, 'compare-with-botocore.py'), script]);
  },
};

async function runScriptCases(
  given: Pick<ScriptRunOptions, 'platform' | 'bash32'>,
  progress: (text: string) => void,
): Promise<StepResult> {
  const yq = await goProgram(YQ, progress);
  const python = join(await venvBin(progress), 'python3');
  const folder = await mkdtemp('/tmp/agent-scripts-');
  try {
    const options: ScriptRunOptions = { ...given, folder, images: join(workspaceRoot, 'images'), yq, python };
    return await runInNamespaces(join(import.meta.dirname, 'run.ts'), [JSON.stringify(options)], progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}
