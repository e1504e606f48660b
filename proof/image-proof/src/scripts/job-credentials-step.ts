import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import type { Step } from '../step.ts';
import { pythonTool } from '../tools/python.ts';
import { installScripts } from './sources.ts';

export const jobCredentialsStep: Step = {
  name: "scripts: AWS's SDKs read the credentials of isolated jobs, and fail if the token is wrong",
  needs: [pythonTool],
  async run(progress) {
    const python = join(await venvBin(progress), 'python3');
    const folder = await mkdtemp('/tmp/agent-credentials-');
    try {
      const agent = join(folder, 'agent');
      installScripts(join(workspaceRoot, 'images'), 'linux', agent);
      const program = join(import.meta.dirname, 'try-job-credentials.py');
      await execa(python, [program, join(agent, 'job-credentials.py'), process.execPath], {
        cwd: workspaceRoot,
        all: true,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
