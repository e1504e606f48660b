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
import { applyLogGroups, describeLogGroups, planLogGroups } from './log-groups.ts';
import { greatestChange, applyPolicy } from './policy-change.ts';
import { planBoundary, planPolicies, type PlannedPolicy, type PolicyOptions } from './planned-policies.ts';
import {
  bootstrapCommand,
  configuredQualifier,
  contextQualifier,
  DEFAULT_QUALIFIER,
} from '../../cdk/qualifier.ts';

export interface BootstrapOptions extends CommonOptions, ChangeOptions, PolicyOptions {
  /** Policies to use instead of the execution policies. */
  readonly cloudformationExecutionPolicies?: readonly string[];
  readonly qualifier?: string;
  readonly toolkitStackName?: string;
  /** CDK context, `key=value` each. */
  readonly context?: readonly string[];
}

/**
 * Bootstraps an account and region, and creates or updates the permissions boundary. CloudFormation gets the policies that the options name or, without such options, the
 * execution policies, which are created or updated first. The execution policies limit CloudFormation to what fleets need.
 * @throws UserError, UsageError, AwsError
 */
export async function bootstrap(
  environmentArgument: string | undefined,
  options: BootstrapOptions,
  shell: Shell,
  runCdk: RunCdk,
): Promise<void> {
  const target = environmentArgument === undefined ? undefined : parseEnvironment(environmentArgument);
  const qualifier = options.qualifier ?? contextQualifier(options.context) ?? configuredQualifier();
  refuseSharedStack(qualifier, options, fullCommandWith(options));
  refuseBoundaryWithoutEffect(options);
  const env = environmentWith({ region: target?.region }, shell.env);
  const clients = awsClients(env);
  const identity = await printIdentity(clients, shell);
  refuseOtherAccount(identity, target);
  const environment = `aws://${identity.account}/${identity.region}`;

  const givenPolicies = options.cloudformationExecutionPolicies?.join(',');
  const planned =
    givenPolicies === undefined
      ? await planPolicies(clients.iam, options, identity, qualifier)
      : [await planBoundary(clients.iam, identity)];
  const attached = planned.filter(({ isAttached }) => isAttached).map(({ policy }) => policy);
  const names = givenPolicies ?? attached.map(({ name }) => name).join(', ');
  const logGroups = await planLogGroups(clients.logGroups);
  const steps = [
    ...planned.map(({ description }) => description),
    `Bootstraps ${environment}, and gives CloudFormation the permissions of ${names}`,
    describeLogGroups(logGroups),
  ].filter((step) => step !== undefined);
  for (const [index, step] of steps.entries()) {
    shell.err(steps.length === 1 ? step : `${index + 1}. ${step}`);
  }
  // Without a terminal it continues without asking, as `cdk bootstrap` does: pipelines for the JavaScript stack rely on that.
  if (shell.interactive) await confirm(shell, 'Continue?', options.yes);

  for (const { policy, change } of planned) await applyPolicy(clients.iam, policy, change);
  const policies = givenPolicies ?? attached.map(({ arn }) => arn).join(',');
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
    throw new UserError(error.key, problem, doneBefore(planned), { cause: error });
  });
  await applyLogGroups(clients.logGroups, logGroups);
  shell.report({ result: { environment, policies, policy: greatestChange(planned) } });
  if (options.json) return;
  const next = fullCommandWith({ ...options, ...(target && { region: target.region }) })('token put');
  shell.out(`${environment} is ready for fleets.\nNext, unless the token is stored already: ${next}`);
}

const doneBefore = (planned: readonly PlannedPolicy[]): string =>
  planned.length === 1
    ? 'Step 1 is done: the policy is up to date'
    : `Steps 1 to ${planned.length} are done: the policies are up to date`;

/** Only the execution policies can require the boundary. So options about it are refused if the user names other policies instead. */
function refuseBoundaryWithoutEffect({
  cloudformationExecutionPolicies: given,
  permissionsBoundary,
}: BootstrapOptions): void {
  if (given === undefined || permissionsBoundary === undefined) return;
  throw new UsageError(
    permissionsBoundary === false ? '--no-permissions-boundary' : '--permissions-boundary',
    'has no effect with --cloudformation-execution-policies, because your own policies decide what boundary roles must have',
    'Leave out one of the two options',
  );
}

/** Refuses a custom qualifier for the default toolkit stack, which would then lose the roles that other CDK apps deploy with. */
function refuseSharedStack(
  qualifier: string,
  { toolkitStackName }: BootstrapOptions,
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
