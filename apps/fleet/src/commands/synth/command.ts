import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { fleetCommand, withFleetOptions, type FleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { UserError } from '../../cli/errors.ts';
import { selectedStacks } from '../../fleets/selected-stacks.ts';
import type { Shell } from '../../cli/shell.ts';

/** `synth`: writes the fleets' templates, to read them or to deploy them by other means. */
export function synthCommand(shell: Shell, tools: Tools = installedTools): Command {
  return withFleetOptions(fleetCommand('synth', 'synth --output templates'))
    .description("writes the fleets' CloudFormation templates and their assets into a folder")
    .option('--output <folder>', 'output folder', 'cdk.out')
    .action(
      runIn(shell, async (shell, options: FleetOptions & { readonly output: string }) => {
        const stacks = selectedStacks(options, shell);
        // npm runs this in the workspace's root; INIT_CWD is the folder where the user typed the command.
        const output = resolve(shell.env['INIT_CWD'] ?? '', options.output);
        createFolder(output);
        await tools.buildLambdas?.(shell.env);
        const ids = stacks.map(({ id }) => id);
        const warnings = await tools.synthesize({ ids, folder: output, env: shell.env, context: [] });
        for (const warning of warnings) shell.err(`Warning: ${warning}`);
        const templates = stacks.map(({ fleet, id }) => ({
          fleet: fleet.stackName,
          template: resolve(output, `${id}.template.json`),
        }));
        shell.report({ fleets: templates });
        if (!options.json) for (const { template } of templates) shell.out(template);
      }),
    );
}

/** @throws UserError if the folder cannot be created or is read-only */
function createFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    const problem = `${path} is not a folder that can be written (${(error as Error).message})`;
    throw new UserError('--output', problem, 'Name another folder', { cause: error });
  }
}
