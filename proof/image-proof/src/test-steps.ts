import type { ImageFamily } from '@agent-aws-stack/contract';
import { jobCredentialsStep } from './scripts/job-credentials-step.ts';
import { signaturesStep, scriptCasesStep } from './scripts/steps.ts';
import { familySteps } from './static/index.ts';
import type { Step } from './step.ts';
import { pesterStep } from './windows/pester-step.ts';

/** Steps that run the scripts of a family. */
const SCRIPT_STEPS: Readonly<Record<ImageFamily, readonly Step[]>> = {
  linux: [scriptCasesStep('linux'), signaturesStep, jobCredentialsStep],
  windows: [pesterStep],
  macos: [scriptCasesStep('macos')],
};

/** The steps of `nx run image-<family>:test`. Linters run in `nx run image-<family>:lint`. */
export function testSteps(family: ImageFamily, onlyStatic: boolean): readonly Step[] {
  return [
    ...(onlyStatic ? [] : SCRIPT_STEPS[family]),
    ...familySteps.filter((step) => step.family === family && step.kind !== 'lint'),
  ];
}
