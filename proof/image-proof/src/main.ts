/** The command line of `nx run images:verify`, which tests the images without AWS. */
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { Command, InvalidArgumentError, Option } from 'commander';
import { runSteps } from './run-steps.ts';
import { guestSteps, type GuestStepsOptions } from './guest/steps.ts';
import { GUEST_NAMES, type GuestName } from './guest/system.ts';
import { jobCredentialsStep } from './scripts/job-credentials-step.ts';
import { bash32Step, signaturesStep, scriptCasesStep } from './scripts/steps.ts';
import { staticSteps } from './static/index.ts';
import type { Step } from './step.ts';
import { pesterStep } from './windows/pester-step.ts';

interface VerifyOptions extends GuestStepsOptions {
  /** Path of a bash 3.2, if there is one. */
  readonly bash32: string | undefined;
}

/** The longest part comes first, so that the others run beside it. */
const PARTS: Readonly<Record<string, (options: VerifyOptions) => readonly Step[]>> = {
  guest: guestSteps,
  scripts: ({ bash32 }) => [
    scriptCasesStep('linux'),
    scriptCasesStep('macos'),
    bash32Step(bash32),
    pesterStep,
    signaturesStep,
    jobCredentialsStep,
  ],
  static: () => staticSteps,
};

const { only, plainAnsible, guest, controls } = new Command('images:verify')
  .description(
    'Tests the images without AWS. Set BASH32 to the path of a bash 3.2 to run the macOS scripts in it.',
  )
  .addOption(new Option('--only <part>', 'run one part').choices(Object.keys(PARTS)))
  .option(
    '--guest <systems>',
    `systems of the guests, separated by commas: ${GUEST_NAMES.join(', ')}`,
    guestNames,
    ['bookworm'],
  )
  .option(
    '--plain-ansible',
    'run Ansible without Mitogen in the first build, as on AWS; takes 20 seconds more',
    false,
  )
  .option(
    '--controls',
    'also remove the controls of strict job isolation one by one, to show what each prevents; takes minutes',
    false,
  )
  .parse()
  .opts<{ only?: string; plainAnsible: boolean; controls: boolean; guest: readonly GuestName[] }>();

const options = { plainAnsible, controls, guests: guest, bash32: process.env['BASH32'] };
const steps = Object.entries(PARTS).flatMap(([part, stepsOf]) =>
  only === undefined || only === part ? stepsOf(options) : [],
);
const resultsFile = join(workspaceRoot, 'proof/image-proof/test-results/verify.json');
const { failed } = await runSteps(steps, resultsFile);
if (failed > 0) process.exitCode = 1;

function guestNames(list: string): readonly GuestName[] {
  return list.split(',').map((word) => {
    const name = GUEST_NAMES.find((known) => known === word.trim());
    if (name === undefined) {
      throw new InvalidArgumentError(
        `'${word}' is not a guest system; choose from ${GUEST_NAMES.join(', ')}.`,
      );
    }
    return name;
  });
}
