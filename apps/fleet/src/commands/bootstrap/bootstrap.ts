import { relative } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { awsClients } from '../../aws/clients.ts';
import type { Identity } from '../../aws/identity.ts';
import { isTrace } from '../../cdk/deploy-failure.ts';
import type { RunCdk } from '../../cdk/tools.ts';
import { WrongAccountError } from '../../cdk/wrong-account.ts';
import type { ChangeOptions, CommonOptions } from '../../cli/common-options.ts';
import { environmentWith } from '../../cli/environment.ts';
import { confirm } from '../../cli/confirm.ts';
import { UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith, type FullCommand } from '../../cli/full-command.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { cdkArguments } from './cdk-options.ts';
import { parseEnvironment, type BootstrapTarget } from './environment-argument.ts';
import { applyPolicy, planPolicy, type ManagedPolicy, type PolicyChange } from './policy-change.ts';
import {
  bootstrapCommand,
  configuredQualifier,
  contextQualifier,
  DEFAULT_QUALIFIER,
} from '../../cdk/qualifier.ts';
import { EXECUTION_POLICY_FILE, readPolicyDocument } from '../../observe/policy-document.ts';

export interface BootstrapOptions extends CommonOptions, ChangeOptions {
  readonly policyName: string;
  /** Policies to use instead of the execution policy. */
  readonly cloudformationExecutionPolicies?: readonly string[];
  readonly qualifier?: string;
  readonly toolkitStackName?: string;
  /** CDK context, `key=value` each. */
  readonly context?: readonly string[];
}

/**
 * Bootstraps an account and region. CloudFormation gets the policies that the options name or, without such options, the execution policy,
 * which this creates or updates first. It limits CloudFormation to what fleets need.
 * @throws UserError, UsageError, AwsError
 */
export async function bootstrap(
  environmentArgument: string | undefined,
  options: BootstrapOptions,
  shell: Shell,
  runCdk: RunCdk,
): Promise<void> {
  const target = environmentArgument === undefined ? undefined : parseEnvironment(environmentArgument);
  refuseSharedStack(options, fullCommandWith(options));
  const env = environmentWith({ region: target?.region }, shell.env);
  const clients = awsClients(env);
  const identity = await printIdentity(clients, shell);
  refuseOtherAccount(identity, target);
  const environment = `aws://${identity.account}/${identity.region}`;

  const givenPolicies = options.cloudformationExecutionPolicies?.join(',');
  const policy = executionPolicy(options.policyName, identity);
  const change =
    givenPolicies === undefined ? await planPolicy(clients.iam, policy.arn, policy.document) : undefined;
  if (change) shell.err(`1. ${describe(policy, change)}`);
  shell.err(
    `${change ? '2.' : ''} Bootstraps ${environment}, and gives CloudFormation the permissions of ${givenPolicies ?? policy.name}`.trim(),
  );
  // Without a terminal it continues without asking, as `cdk bootstrap` does: pipelines for the JavaScript stack rely on that.
  if (shell.interactive) await confirm(shell, 'Continue?', options.yes);

  if (change) await applyPolicy(clients.iam, policy, change);
  const policies = givenPolicies ?? policy.arn;
  const run = runCdk({
    env,
    onLine: (line) => {
      if (!isTrace(line)) shell.err(line);
    },
    // An empty --app keeps the CDK CLI from running the app, which may need an image that is not built yet.
    args: [
      ...['bootstrap', environment, '--app', '', '--cloudformation-execution-policies', policies],
      ...cdkArguments({ ...options }),
    ],
  });
  await run.catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    const problem = error instanceof WrongAccountError ? error.problem : 'failed, see above';
    const done = change && `Step 1 is done: the policy ${policy.name} is up to date`;
    throw new UserError(error.key, problem, done, { cause: error });
  });
  shell.report({ result: { environment, policies, policy: change?.kind } });
  if (options.json) return;
  const next = fullCommandWith({ ...options, ...(target && { region: target.region }) })('token put');
  shell.out(`${environment} is ready for fleets.\nNext, unless the token is stored already: ${next}`);
}

function executionPolicy(name: string, { account, partition }: Identity): ManagedPolicy {
  return {
    name,
    arn: `arn:${partition}:iam::${account}:policy/${name}`,
    description: 'Permissions with which CloudFormation deploys fleets of Semaphore agents',
    document: readPolicyDocument(EXECUTION_POLICY_FILE, partition),
  };
}

/** Refuses a custom qualifier for the default toolkit stack, which would then lose the roles that other CDK apps deploy with. */
function refuseSharedStack(
  {
    context,
    qualifier = contextQualifier(context) ?? configuredQualifier(),
    toolkitStackName,
  }: BootstrapOptions,
  fullCommand: FullCommand,
): void {
  if (qualifier === DEFAULT_QUALIFIER || toolkitStackName !== undefined) return;
  throw new UsageError(
    '--toolkit-stack-name',
    `not given: the stack CDKToolkit, which other CDK apps may share, would get the qualifier ${qualifier}`,
    `Name a separate stack: ${fullCommand(bootstrapCommand(qualifier))}`,
  );
}

function refuseOtherAccount({ account }: Identity, target: BootstrapTarget | undefined): void {
  if (target === undefined || target.account === account) return;
  throw new UserError(
    `aws://${target.account}/${target.region}`,
    `the credentials in use belong to account ${account}`,
    'Name the account of these credentials, or use others with --profile',
  );
}

function describe({ name }: ManagedPolicy, change: PolicyChange): string {
  switch (change.kind) {
    case 'create':
      return `Creates the policy ${name} from ${relative(installation.userFolder, installation.executionPolicy)}`;
    case 'none':
      return `The policy ${name} is up to date (${change.version})`;
    case 'update': {
      const dropped =
        change.dropped === undefined
          ? ''
          : `, and deletes its oldest version, ${change.dropped}, to make room`;
      return `Creates a new version of the policy ${name} in place of ${change.from}${dropped}`;
    }
  }
}
