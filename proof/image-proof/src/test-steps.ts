import type { ImageFamily } from '@agent-aws-stack/contract';
import { preSignedUrlStep, scriptCasesStep } from './scripts/steps.ts';
import { familySteps } from './static/index.ts';
import type { Step } from './step.ts';
import { pesterStep } from './windows/pester-step.ts';

/** What runs a family's own scripts. */
const RUN: Readonly<Record<ImageFamily, readonly Step[]>> = {
  linux: [scriptCasesStep('linux'), preSignedUrlStep],
  windows: [pesterStep],
  macos: [scriptCasesStep('macos')],
};

/** What a change of a family's sources has to pass: `nx run image-<family>:test`. Linters are `nx run image-<family>:lint`. */
export function testSteps(family: ImageFamily, onlyStatic: boolean): readonly Step[] {
  return [
    ...(onlyStatic ? [] : RUN[family]),
    ...familySteps.filter((step) => step.family === family && step.kind !== 'lint'),
  ];
}
