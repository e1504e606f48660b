import type { ImageFamily } from '@agent-aws-stack/ami-hash';
import { isPowerShell, sourceTexts } from '../source-files.ts';
import { expectNone, type StaticStep } from '../static-step.ts';
import { keptProblems } from './kept-behaviour.ts';
import { scriptProblems } from './script-problems.ts';

export function powershellStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: PowerShell parses, awaits installers, sees exit codes, checks downloads`,
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

export function keptBehaviourStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: the scripts keep what fleets count on`,
    family,
    kind: 'test',
    async run() {
      expectNone(keptProblems(sourceTexts(family)));
    },
  };
}
