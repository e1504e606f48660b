import type { Stack } from '@agent-aws-stack/aws-clients/cloudformation';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { parse } from 'yaml';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { Tools } from '../../cdk/tools.ts';
import { withAssembly } from '../../cdk/with-assembly.ts';
import type { FleetOptions } from '../../cli/common-options.ts';
import { describeError } from '../../cli/describe-error.ts';
import { ReportedFailure, UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { currentImageName } from '../../fleets/image-name.ts';
import { selectedStacks, type SelectedStack } from '../../fleets/selected-stacks.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { examineUpgrade } from './examine-upgrade.ts';
import type { ExaminedFleet } from './examined-fleet.ts';
import { originOf } from '../../observe/origin.ts';
import { isBusy } from '../../cdk/stack-status.ts';
import { renderUpgrade } from './render-upgrade.ts';
import type { Template } from '../../observe/template.ts';

/** A placeholder for an image that is looked up by name and may not be built yet. */
const ANY_IMAGE = 'ami-00000000000000000';

/**
 * Prints what a deployment of this release would do to deployed fleets; changes nothing.
 * @throws ConfigurationError, UsageError, AwsError if the caller's identity cannot be looked up; ReportedFailure if something would be replaced or a fleet could not be examined
 */
export async function checkUpgrade(options: FleetOptions, shell: Shell, tools: Tools): Promise<void> {
  const stacks = selectedStacks(options, shell);
  const aws = awsClients(shell.env);
  const { region } = await printIdentity(aws, shell);
  const fleets: ExaminedFleet[] = [];
  // Each stack has its own synthesis, because only some of them need the placeholder.
  for (const stack of stacks) fleets.push(await examine(aws, stack, { region, options, shell, tools }));
  const fullCommand = fullCommandWith(options);
  shell.report({ fleets: fleets.map(({ stackName, ...fleet }) => ({ fleet: stackName, ...fleet })) });
  if (!options.json)
    shell.out(fleets.map((fleet) => renderUpgrade(fleet, { style: shell.style, fullCommand })).join('\n\n'));
  if (fleets.some(({ report, fault }) => fault !== undefined || report?.replaced.length))
    throw new ReportedFailure();
}

interface UpgradeContext {
  readonly region: string;
  readonly options: FleetOptions;
  readonly shell: Shell;
  readonly tools: Tools;
}

async function examine(
  aws: AwsClients,
  stack: SelectedStack,
  context: UpgradeContext,
): Promise<ExaminedFleet> {
  const { stackName, token, instance } = stack.fleet;
  let found: Stack | undefined;
  try {
    found = await aws.stacks.find(stackName);
    const deployed = found && parseTemplate(await aws.stacks.template(stackName));
    if (deployed === undefined) {
      throw new UserError(
        `stack ${stackName}`,
        `is not deployed in ${context.region}: there is nothing to upgrade`,
      );
    }
    if (originOf(deployed) === 'other') {
      const problem =
        'was deployed neither by this product nor by the JavaScript stack, so it is not compared';
      throw new UserError(
        `stack ${stackName}`,
        problem,
        'Check SEMAPHORE_AGENT_STACK_NAME: this is the name of another stack',
      );
    }
    refuseUnsettled(stackName, found?.status ?? '');
    const wanted = await synthesize(stack, context);
    const imageName = instance.amiId === undefined ? currentImageName(instance) : undefined;
    const report = examineUpgrade({ deployed, wanted, kmsKey: token.kmsKey, imageName });
    return { stackName, status: found?.status, report, fault: undefined };
  } catch (error) {
    const fault = error instanceof AwsError || error instanceof UserError ? describeError(error) : undefined;
    if (fault === undefined) throw error;
    const { message, remedy } = fault;
    return { stackName, status: found?.status, report: undefined, fault: { message, remedy } };
  }
}

/** Refuses a stack whose status means that it may differ from its template. @throws UserError */
function refuseUnsettled(stackName: string, status: string): void {
  const key = `stack ${stackName}`;
  if (isBusy(status)) {
    throw new UserError(key, `is ${status}`, 'Wait until its deployment has finished');
  }
  if (status === 'ROLLBACK_COMPLETE' || status === 'REVIEW_IN_PROGRESS') {
    throw new UserError(
      key,
      `is ${status}: its first deployment ${status === 'ROLLBACK_COMPLETE' ? 'failed' : 'was not executed'}, and none of its resources exist`,
      'There is nothing to upgrade: deploy it',
    );
  }
  if (status.endsWith('_FAILED')) {
    throw new UserError(
      key,
      `is ${status}`,
      'Repair it first: its events in CloudFormation show what failed',
    );
  }
}

function synthesize(
  stack: SelectedStack,
  { options: { json }, shell, tools }: UpgradeContext,
): Promise<Template> {
  const isNamed = stack.fleet.instance.amiId !== undefined;
  const env = isNamed ? {} : { SEMAPHORE_AGENT_AMI: ANY_IMAGE };
  return withAssembly([stack], { shell, tools, json, env }, ({ templateOf }) => templateOf(stack));
}

// The CDK writes JSON or YAML; a YAML parser reads both.
const parseTemplate = (text: string | undefined): Template | undefined =>
  text === undefined ? undefined : (parse(text) as Template);
