import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { templateFolder } from '../source-files.ts';
import { expectNone, type StaticStep } from '../static-step.ts';
import { readTemplate } from './template.ts';
import { templateProblems } from './template-problems.ts';

export function templateStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: the template encrypts volumes, requires IMDSv2, sets name and tags, and contains no secret`,
    family,
    kind: 'test',
    async run() {
      const folder = templateFolder(family);
      const problems = templateProblems(family, await readTemplate(join(workspaceRoot, folder)));
      expectNone(problems.map((problem) => `${folder}: ${problem}`));
    },
  };
}
