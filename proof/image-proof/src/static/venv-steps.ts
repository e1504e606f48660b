import { join, relative } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { pythonTool } from '../tools/python.ts';
import { isShell, isYaml, sourceTexts, templateFolder, type SourceText } from './source-files.ts';
import type { StaticStep } from './static-step.ts';

interface Linter {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly reads: (file: SourceText) => boolean;
}

const SHELLCHECK: Linter = {
  title: 'shell scripts pass shellcheck',
  program: 'shellcheck',
  args: ['--external-sources', '--color=never'],
  reads: isShell,
};

const SHFMT: Linter = {
  title: 'shell scripts are formatted (shfmt)',
  program: 'shfmt',
  args: ['--indent', '2', '--case-indent', '--diff'],
  reads: isShell,
};

const YAMLLINT: Linter = {
  title: 'YAML passes yamllint',
  program: 'yamllint',
  args: ['--strict', '--format', 'parsable', '--config-file', 'images/.yamllint.yaml'],
  reads: isYaml,
};

export const shellcheckStep = (family: ImageFamily): StaticStep => linterStep(family, SHELLCHECK);
export const shfmtStep = (family: ImageFamily): StaticStep => linterStep(family, SHFMT);
export const yamllintStep = (family: ImageFamily): StaticStep => linterStep(family, YAMLLINT);

/** Runs ansible-lint with its strictest profile. */
export function ansibleLintStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: ansible-lint, profile production`,
    family,
    kind: 'lint',
    needs: [pythonTool],
    async run(progress) {
      const playbooks = join(templateFolder(family), 'ansible');
      const files = sourceTexts(family).flatMap((file) =>
        isYaml(file) && file.path.startsWith(`${playbooks}/`) ? [relative(playbooks, file.path)] : [],
      );
      if (files.length === 0) throw new Error(`${playbooks} has no YAML`);
      await lint(
        progress,
        'ansible-lint',
        // Given the folder, ansible-lint would parse each role twice: on its own, and as part of a playbook.
        ['--profile', 'production', '--strict', '--offline', '--nocolor', ...files],
        join(workspaceRoot, playbooks),
      );
    },
  };
}

function linterStep(family: ImageFamily, { title, program, args, reads }: Linter): StaticStep {
  return {
    name: `static: ${family}: ${title}`,
    family,
    kind: 'lint',
    needs: [pythonTool],
    async run(progress) {
      const files = sourceTexts(family).filter(reads);
      if (files.length === 0) throw new Error(`${family} has no file for ${program} to read`);
      await lint(progress, program, [...args, ...files.map(({ path }) => path)], workspaceRoot);
    },
  };
}

async function lint(
  progress: (text: string) => void,
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<void> {
  const bin = await venvBin(progress);
  // ansible-lint runs Ansible's other programs from the PATH.
  const env = { PATH: `${bin}:${process.env['PATH']}`, NO_COLOR: '1' };
  const { exitCode, all } = await execa(join(bin, program), args, { cwd, env, all: true, reject: false });
  if (exitCode !== 0) throw new Error(`${program}: exit code ${exitCode}\n${all}`);
}
