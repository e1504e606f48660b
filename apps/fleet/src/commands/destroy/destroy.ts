import { awsClients } from '../../aws/clients.ts';
import type { Tools } from '../../cdk/tools.ts';
import { withDeletionAssembly } from '../../cdk/deletion-assembly.ts';
import type { ChangeOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith, type FullCommand } from '../../cli/full-command.ts';
import { printResults, runInParallel } from '../../cdk/run-in-parallel.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { endProtection } from './end-protection.ts';
import { chooseFleets, type Selection } from './choose-fleets.ts';
import { maxTerminatedJobs, previewDestroy } from './preview.ts';
import { renderPreview } from './render-preview.ts';

export interface DestroyOptions extends Selection, ChangeOptions {
  /** Same as --yes, as in the CDK CLI. */
  readonly force: boolean;
  /** Whether to print all output of the CDK CLI. */
  readonly verbose: boolean;
  readonly concurrency: number;
  readonly roleArn?: string;
}

/**
 * Prints what is deleted and what is kept, asks, then destroys the chosen fleets in parallel.
 * @throws UsageError, as `chooseFleets` does; AwsError, UserError, DeclinedError, CancelledError; ReportedFailure if a fleet failed
 */
export async function destroy(
  names: readonly string[],
  options: DestroyOptions,
  shell: Shell,
  tools: Tools,
): Promise<void> {
  const { json, verbose, concurrency } = options;
  const aws = awsClients(shell.env);
  const fullCommand = fullCommandWith(options);
  const fleets = await chooseFleets(aws, [...names, ...(options.fleet ?? [])], options, shell);
  const { account, region } = await printIdentity(aws, shell);
  const previews = await Promise.all(
    fleets.map(async (fleet) => ({ fleet, preview: await previewDestroy(aws, fleet) })),
  );
  shell.err(
    previews
      .map(({ fleet, preview }) => renderPreview(preview, fleet, { style: shell.style, fullCommand }))
      .join('\n\n'),
  );
  const deployed = previews.filter(({ preview }) => preview.resources !== undefined);
  if (deployed.length === 0) return printResults([], json, shell);
  const question = deployed.some(({ preview }) => maxTerminatedJobs(preview) > 0)
    ? 'Running jobs will be terminated. Destroy anyway?'
    : 'Destroy?';
  await confirm(shell, question, options.yes || options.force);

  const chosen = await Promise.all(
    deployed.map(async ({ fleet }) => {
      const { roleArn, isTerminationProtected } = (await aws.stacks.find(fleet.stackName)) ?? {};
      return { fleet, stackName: fleet.stackName, account, region, roleArn, isTerminationProtected };
    }),
  );
  const results = await withDeletionAssembly(chosen, (folder) =>
    runInParallel(
      chosen,
      { shell, json, concurrency, doctor: fullCommand('doctor') },
      async ({ stackName, isTerminationProtected }, showLine) => {
        if (isTerminationProtected) throw protectedStack(stackName, fullCommand);
        await endProtection(stackName, shell, showLine);
        await tools.cdk({
          args: [
            ...['destroy', stackName, '--exclusively', '--force', '--app', folder, '--ci'],
            ...(verbose ? ['--verbose'] : []),
            ...(options.roleArn === undefined ? [] : ['--role-arn', options.roleArn]),
          ],
          env: shell.env,
          onLine: (line) => (verbose ? shell.err(`${stackName}: ${line}`) : showLine(line)),
        });
      },
    ),
  );
  printResults(results, json, shell);
}

function protectedStack(stackName: string, fullCommand: FullCommand): UserError {
  const allow = `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName}`;
  return new UserError(
    `stack ${stackName}`,
    `has termination protection, so CloudFormation refuses to delete it; nothing was changed\n  To allow the deletion: ${fullCommand(allow)}`,
  );
}
