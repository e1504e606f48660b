import { relative } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import type { FunctionState } from '@agent-aws-stack/aws-clients/lambda';
import { ResourceContentionError } from '@agent-aws-stack/aws-clients';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { ChangeOptions, CommonOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith, type FullCommand } from '../../cli/full-command.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { readBundle, type Bundle } from './bundle.ts';
import { LAMBDAS, type LambdaName } from '@agent-aws-stack/contract';
import { isBusy } from '../../cdk/stack-status.ts';

export interface DeployFunctionOptions extends CommonOptions, ChangeOptions {
  readonly stack?: string;
}

const shownBundle = (lambda: LambdaName): string =>
  relative(installation.root, installation.bundleOf(lambda));

const POLL_MS = 1_000;
const MAX_WAIT_MS = 5 * 60_000;

/**
 * Updates the code of one Lambda in a deployed stack from its local bundle, without CloudFormation.
 * @throws UserError, AwsError, DeclinedError, CancelledError: the function keeps its code unless the error says otherwise
 */
export async function deployFunction(
  lambda: LambdaName,
  options: DeployFunctionOptions,
  shell: Shell,
  builtBundle: () => Bundle = () => readBundle(lambda),
): Promise<void> {
  const { stack, json, yes } = options;
  if (stack === undefined) {
    shell.err(`Nothing is updated without --stack. To update ${lambda} in a fleet, deploy the fleet.`);
    return;
  }
  const bundle = builtBundle();
  const aws = awsClients(shell.env);
  await printIdentity(aws, shell);
  const name = await functionName(
    aws,
    stack,
    lambda,
    fullCommandWith({ region: options.region, profile: options.profile }),
  );
  const present = await waitForUpdate(aws, name, shell);
  const result = { fleet: stack, lambda, function: name, codeSha256: bundle.sha256 };
  const print = (updated: boolean, text: string): void => {
    shell.report({ fleets: [{ ...result, updated }] });
    if (!json) shell.out(text);
  };
  if (present.codeSha256 === bundle.sha256) return print(false, `${name} already runs this code.`);
  shell.err(
    [
      `Updates the code of ${name}, the ${lambda} of stack ${stack}, from ${shownBundle(lambda)}.`,
      'CloudFormation does not know about the update: the code stays until a deployment changes this function.',
      'Only for development stacks.',
    ].join('\n'),
  );
  await confirm(shell, 'Update it?', yes);
  await aws.functions.updateCode(name, bundle.zip);
  const updated = await waitForUpdate(aws, name, shell);
  if (updated.lastUpdate === 'Failed') {
    const why = updated.lastUpdateReason ?? 'Lambda gives no reason';
    throw new UserError(`function ${name}`, `the update failed: ${why}`, 'It still runs its previous code');
  }
  print(true, `${name} runs the code of ${shownBundle(lambda)}.`);
}

async function functionName(
  aws: AwsClients,
  stack: string,
  lambda: LambdaName,
  fullCommand: FullCommand,
): Promise<string> {
  const found = await aws.stacks.find(stack);
  if (found === undefined) {
    throw new UserError(
      `stack ${stack}`,
      `does not exist in ${await aws.sts.config.region()}`,
      'Name the stack of a deployed fleet, and its region with --region',
    );
  }
  if (isBusy(found.status)) {
    throw new UserError(`stack ${stack}`, `is ${found.status}`, 'Wait until its deployment has finished');
  }
  const name = await aws.stacks.physicalId(stack, LAMBDAS[lambda]);
  if (name === undefined) {
    throw new UserError(
      `stack ${stack}`,
      `has no ${LAMBDAS[lambda]}, the function of ${lambda}`,
      `Deploy the fleet with this release first: ${fullCommand('deploy')}`,
    );
  }
  return name;
}

/** Waits until no update is in progress. @throws UserError if the function is gone, ResourceContentionError after five minutes */
async function waitForUpdate({ functions }: AwsClients, name: string, shell: Shell): Promise<FunctionState> {
  const end = shell.now().getTime() + MAX_WAIT_MS;
  for (;;) {
    const state = await functions.find(name);
    if (state === undefined) {
      throw new UserError(
        `function ${name}`,
        'does not exist, although its stack lists it',
        'It was deleted outside CloudFormation: deploy the fleet again',
      );
    }
    if (state.lastUpdate !== 'InProgress' && state.state !== 'Pending') return state;
    if (shell.now().getTime() >= end) {
      throw new ResourceContentionError(
        { action: 'lambda:GetFunction', resource: `function ${name}` },
        { detail: `an update is still in progress after ${MAX_WAIT_MS / 60_000} minutes` },
      );
    }
    await shell.sleep(POLL_MS);
  }
}
