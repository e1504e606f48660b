import { packerArguments, type BuildPlan } from './build-plan.ts';
import { BuildError } from './errors.ts';
import type { PackerCli } from './packer-cli.ts';

export interface ValidateOptions {
  /** Validates without plugins, which needs no network. */
  readonly offline: boolean;
}

/**
 * Validates a template with the variables of the plan. Installs the template's plugins (`packer init`) unless offline.
 * @throws BuildError, also if Packer is missing or too old
 */
export async function validateTemplate(
  plan: BuildPlan,
  packer: Pick<PackerCli, 'checkVersion' | 'run'>,
  { offline }: ValidateOptions,
  say: (line: string) => void,
): Promise<void> {
  const version = await packer.checkVersion();
  const [command, ...args] = packerArguments('validate', plan);
  if (offline) {
    // Packer reads the template and its variables before it looks for plugins:
    // https://github.com/hashicorp/packer/blob/main/command/validate.go
    await packer.run([command, '-syntax-only', ...args], say);
    say(
      `Validated with Packer ${version} without plugins: only the syntax and the names of variables. ` +
        'Run without --offline to check the rest.',
    );
    return;
  }
  try {
    await packer.run(['init', '.'], say);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildError(
      'packer init',
      `the template's plugins cannot be installed. If there is no network, --offline validates without them\n${error.message}`,
      { cause: error },
    );
  }
  await packer.run([command, ...args], say);
}
