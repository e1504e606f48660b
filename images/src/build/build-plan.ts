import type { Arch, ImageFamily, Os } from '@agent-aws-stack/contract';
import type { RecordedVariable } from './recorded-variables.ts';

/** What to build for one image, decided without any call to AWS. */
export interface BuildPlan {
  readonly family: ImageFamily;
  readonly os: Os;
  readonly arch: Arch;
  readonly region: string;
  /** The name by which the CDK app looks the image up. */
  readonly imageName: string;
  /** Replaces an image of the same name. */
  readonly force: boolean;
  /** Keeps the instance of a build that fails. */
  readonly debug: boolean;
  /** Packer's variables, by their names in the template. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables that the user set and the image's tags record. An existing image must match them. */
  readonly recorded: readonly RecordedVariable[];
  /** Remarks about the user's settings. They are not errors. */
  readonly notes: readonly string[];
}

/** The arguments of one Packer command with the plan's variables. */
export function packerArguments(command: 'validate' | 'build', plan: BuildPlan): [string, ...string[]] {
  const variables = Object.entries(plan.variables).flatMap(([name, value]) => ['-var', `${name}=${value}`]);
  const options =
    command === 'build'
      ? [
          '-machine-readable',
          // With -debug, Packer pauses between steps, but not if its output is machine-readable: packer/ui.go of hashicorp/packer.
          ...(plan.debug ? ['-debug', '-on-error=abort'] : ['-on-error=cleanup']),
          ...(plan.force ? ['-force'] : []),
        ]
      : [];
  return [command, ...options, ...variables, '.'];
}

/** The plan as text, for --dry-run. */
export function describePlan(plan: BuildPlan): string {
  const rows = Object.entries(plan.variables).map(
    ([name, value]) => `    ${name} = ${JSON.stringify(value)}`,
  );
  return [
    `Image   ${plan.imageName}`,
    `Region  ${plan.region}`,
    'Plan    1. ask EC2 whether the account has this image, or another build is creating it' +
      (plan.force ? '; --force replaces it' : '; if so, and its tags match your variables, build nothing'),
    `        2. in images/packer/${plan.family}: packer init, packer validate`,
    '        3. packer build, with',
    ...rows,
    '        4. print the image id, and write it to a JSON file',
    ...plan.notes.map((note) => `Note    ${note}`),
  ].join('\n');
}
