import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { macosDownloadsStep } from './downloads/downloads-step.ts';
import { macosBuildScriptsStep } from './macos/build-scripts-step.ts';
import { pinStep } from './downloads/pin-step.ts';
import { gossStep } from './goss-step.ts';
import { logGroupsStep } from './log-groups-step.ts';
import { makefileStep } from './makefile-step.ts';
import { packerFormat, packerValidate } from './packer-steps.ts';
import { powershellStep } from './powershell/powershell-step.ts';
import type { Step } from '../step.ts';
import type { StaticStep } from './static-step.ts';
import { templateStep } from './template/template-step.ts';
import { ansibleLintStep, shellcheckStep, shfmtStep, yamllintStep } from './venv-steps.ts';
import { versionsStep } from './versions-step.ts';

type MakeStep = (family: ImageFamily) => StaticStep;

const COMMON_STEPS: readonly MakeStep[] = [
  packerValidate,
  templateStep,
  packerFormat,
  versionsStep,
  logGroupsStep,
  gossStep,
  yamllintStep,
];

const FAMILY_STEPS: Readonly<Record<ImageFamily, readonly MakeStep[]>> = {
  linux: [shellcheckStep, shfmtStep, ansibleLintStep],
  windows: [powershellStep],
  macos: [() => macosDownloadsStep, () => macosBuildScriptsStep, shellcheckStep, shfmtStep],
};

/** Steps that check each family's sources without building an image. */
export const familySteps: readonly StaticStep[] = IMAGE_FAMILIES.flatMap((family) =>
  [...COMMON_STEPS, ...FAMILY_STEPS[family]].map((make) => make(family)),
);

/** Steps that test the commands around a build. */
export const commandSteps: readonly Step[] = [makefileStep, pinStep];

/** The part `static` of images:verify. */
export const staticSteps: readonly Step[] = [...familySteps, ...commandSteps];
