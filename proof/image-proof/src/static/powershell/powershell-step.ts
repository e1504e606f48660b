import type { ImageFamily } from '@agent-aws-stack/contract';
import { isPowerShell, sourceTexts } from '../source-files.ts';
import { expectNone, type StaticStep } from '../static-step.ts';
import { scriptProblems } from './script-problems.ts';

export function powershellStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: PowerShell scripts parse, wait for installers, and check exit codes and downloads`,
    family,
    kind: 'test',
    async run() {
      const problems: string[] = [];
      for (const { path, text } of sourceTexts(family).filter(isPowerShell)) {
        problems.push(...(await scriptProblems(text)).map((problem) => `${path}:${problem}`));
      }
      expectNone(problems);
    },
  };
}
