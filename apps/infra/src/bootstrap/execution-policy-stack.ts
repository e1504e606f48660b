import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { core, iam } from '../cdk.ts';
import type { DeployEnvironment } from '../environment.ts';

/** The statements that CloudFormation needs to deploy a fleet, as written for the partition `aws`. */
export const EXECUTION_POLICY_FILE = join(import.meta.dirname, '../../execution-policy.json');

export const EXECUTION_POLICY_STACK = 'agent-aws-stack-execution-policy';

/** Names of the stack's outputs. */
export const OUTPUTS = { policyArn: 'PolicyArn', environment: 'Environment' } as const;

/**
 * The managed policy that CloudFormation's role gets at the bootstrap of an account and region. A stack, so that a
 * second bootstrap brings the policy up to date; made with the caller's own rights, as there is no role for it yet.
 */
export class ExecutionPolicyStack extends core.Stack {
  constructor(scope: Construct, id: string, env: DeployEnvironment) {
    super(scope, id, {
      env,
      stackName: EXECUTION_POLICY_STACK,
      description: 'What CloudFormation may do to deploy fleets of Semaphore agents',
      synthesizer: new core.LegacyStackSynthesizer(),
    });
    const policy = new iam.CfnManagedPolicy(this, 'Policy', {
      // IAM is global, this stack is not.
      managedPolicyName: `${EXECUTION_POLICY_STACK}-${env.region}`,
      description: 'What CloudFormation may do to deploy fleets of Semaphore agents',
      policyDocument: executionPolicy(this.partition),
    });
    new core.CfnOutput(this, OUTPUTS.policyArn, { value: policy.ref });
    new core.CfnOutput(this, OUTPUTS.environment, { value: `aws://${env.account}/${env.region}` });
  }
}

/** The policy's document with the ARNs of a partition. */
export function executionPolicy(partition: string): object {
  return JSON.parse(
    readFileSync(EXECUTION_POLICY_FILE, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`),
  );
}
