import { nearest } from '@agent-aws-stack/config';
import { awsClients } from '../../aws/clients.ts';
import type { Tools } from '../../cdk/tools.ts';
import { withAssembly } from '../../cdk/with-assembly.ts';
import type { ChangeOptions, FleetOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UsageError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { printResults, runInParallel } from '../../cdk/run-in-parallel.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import { selectedStacks, type SelectedStack } from '../../fleets/selected-stacks.ts';
import type { Shell } from '../../cli/shell.ts';
import { maxTerminatedJobs, previewDestroy } from './preview.ts';
import { renderPreview } from './render-preview.ts';

export interface DestroyOptions extends FleetOptions, ChangeOptions {
  /** Every fleet of the configuration. */
  readonly all: boolean;
  /** Same as --yes, as in the CDK CLI. */
  readonly force: boolean;
  /** Print all output of the CDK CLI. */
  readonly verbose: boolean;
  readonly concurrency: number;
  /** CDK context, `key=value` each. */
  readonly context?: readonly string[];
  readonly roleArn?: string;
}

/** A placeholder for the image, which may no longer exist and is not needed to destroy a stack. */
const ANY_IMAGE = 'ami-00000000000000000';

/**
 * Prints what is deleted and what is kept, asks, then destroys the named fleets, or the only one, in parallel.
 * @throws UsageError for names that the configuration does not have or that --all contradicts, or without a name if there are several fleets;
 * AwsError, UserError, DeclinedError, CancelledError; ReportedFailure if a fleet failed
 */
export async function destroy(
  names: readonly string[],
  options: DestroyOptions,
  shell: Shell,
  tools: Tools,
): Promise<void> {
  const { json, verbose, concurrency, context = [] } = options;
  const stacks = chooseStacks([...names, ...(options.fleet ?? [])], options, shell);
  const aws = awsClients(shell.env);
  const fullCommand = fullCommandWith(options);
  await printIdentity(aws, shell);
  const previews = await Promise.all(
    stacks.map(async (stack) => ({ stack, preview: await previewDestroy(aws, stack.fleet) })),
  );
  shell.err(
    previews
      .map(({ stack, preview }) => renderPreview(preview, stack.fleet, { style: shell.style, fullCommand }))
      .join('\n\n'),
  );
  const deployed = previews.filter(({ preview }) => preview.resources !== undefined);
  if (deployed.length === 0) return printResults([], json, shell);
  const question = deployed.some(({ preview }) => maxTerminatedJobs(preview) > 0)
    ? 'Running jobs will be terminated. Destroy anyway?'
    : 'Destroy?';
  await confirm(shell, question, options.yes || options.force);

  const chosen = deployed.map(({ stack }) => stack);
  const env = { SEMAPHORE_AGENT_AMI: shell.env['SEMAPHORE_AGENT_AMI'] || ANY_IMAGE };
  const synthesis = { shell, tools, json, context, env };
  const results = await withAssembly(chosen, synthesis, ({ folder }) =>
    runInParallel(chosen, { shell, json, concurrency, doctor: fullCommand('doctor') }, ({ id }, showLine) =>
      tools.cdk({
        args: [
          ...['destroy', id, '--exclusively', '--force', '--app', folder, '--ci', '--no-notices'],
          ...(verbose ? ['--verbose'] : []),
          ...(options.roleArn === undefined ? [] : ['--role-arn', options.roleArn]),
        ],
        env: shell.env,
        onLine: (line) => (verbose ? shell.err(`${id}: ${line}`) : showLine(line)),
      }),
    ),
  );
  printResults(results, json, shell);
}

function chooseStacks(
  names: readonly string[],
  { all, config }: Pick<DestroyOptions, 'all' | 'config'>,
  shell: Shell,
): readonly SelectedStack[] {
  if (all && names.length > 0) {
    throw new UsageError(
      '--all',
      `contradicts the names given, ${names.join(', ')}; nothing was destroyed`,
      'Pass either --all or names',
    );
  }
  const stacks = selectedStacks(config === undefined ? {} : { config }, shell);
  if (all || (names.length === 0 && stacks.length === 1)) return stacks;
  const known = stacks.map(({ fleet }) => fleet.stackName);
  const has = `The configuration has ${known.join(', ')}`;
  if (names.length === 0) {
    throw new UsageError(
      'fleet',
      'not given: which fleet do you want to destroy?',
      `${has}; name one, or pass --all`,
    );
  }
  // The construct id is accepted too, as by the CDK CLI.
  const unknown = names.filter(
    (name) => !stacks.some(({ fleet, id }) => [fleet.stackName, id].includes(name)),
  );
  if (unknown.length > 0) {
    const close = unknown.flatMap((name) => nearest(name, known) ?? []);
    throw new UsageError(
      unknown.join(', '),
      `the configuration has no fleet of ${unknown.length === 1 ? 'this name' : 'these names'}; nothing was destroyed`,
      close.length === 0 ? has : `${has}. Did you mean ${[...new Set(close)].join(', ')}?`,
    );
  }
  return stacks.filter(({ fleet, id }) => names.includes(fleet.stackName) || names.includes(id));
}
