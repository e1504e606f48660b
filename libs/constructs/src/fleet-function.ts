import type { Duration } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LambdaConfig } from '@agent-aws-stack/config';
import { lambdaLogGroupName, LOG_LEVEL_VARIABLE, type LambdaName } from '@agent-aws-stack/contract';
import { core, iam, lambda, logs } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** Returns the folder of a Lambda's built bundle, in which its index.mjs is. */
export type BundleFolders = (lambda: LambdaName) => string;

/** Settings that all Lambdas of a fleet share. */
export interface FunctionSettings extends Omit<LambdaConfig, 'logKmsKeyArn'> {
  /** The key that encrypts the logs. @default - CloudWatch Logs encrypts the logs with a key of its own */
  readonly logKmsKey: IKey | undefined;
}

export interface FleetFunctionProps {
  readonly names: FleetNames;
  readonly lambda: LambdaName;
  readonly description: string;
  readonly settings: FunctionSettings;
  readonly bundles: BundleFolders;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  readonly policyName: string;
  readonly statements: readonly PolicyStatement[];
  /** How often Lambda retries a failed asynchronous invocation, and how old an event may become. @default - Lambda's own limits */
  readonly asyncInvoke?: { readonly retryAttempts: number; readonly maxEventAge: Duration };
}

/**
 * One of the fleet's Lambdas, with its log group, role and inline policy. The role may write to the log group, but not
 * create it. Otherwise a log line that arrives after a destroy would recreate the log group, and the next deployment would
 * fail.
 */
export class FleetFunction extends Construct {
  readonly role: Role;
  readonly policy: Policy;
  readonly function: Function;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: FleetFunctionProps) {
    super(scope, id);
    const { settings } = props;
    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: lambdaLogGroupName(props.names.fleet, props.lambda),
      retention: settings.logRetentionDays,
      encryptionKey: settings.logKmsKey,
      removalPolicy: core.RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    this.policy = new iam.Policy(this, 'Policy', {
      policyName: props.policyName,
      roles: [this.role],
      statements: [
        ...props.statements,
        new iam.PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.logGroup.logGroupArn],
        }),
      ],
    });
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: settings.arch === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(props.bundles(props.lambda), { exclude: ['*', '!*.mjs'] }),
      memorySize: 128,
      timeout: props.timeout,
      environment: { ...props.environment, [LOG_LEVEL_VARIABLE]: settings.logLevel },
      role: this.role,
      logGroup: this.logGroup,
      ...props.asyncInvoke,
    });
    // CloudFormation creates the policy before the function, and deletes it only after the function, so no invocation lacks permissions.
    this.function.node.addDependency(this.policy);
  }
}
