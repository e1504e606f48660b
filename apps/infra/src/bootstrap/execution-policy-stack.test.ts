import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { core } from '../cdk.ts';
import { FEATURE_FLAGS } from '../feature-flags.ts';
import { inTemporaryFolder } from '../testing/synthesize.ts';
import { TemplateReader } from '../testing/template-reader.ts';
import { executionPolicy, ExecutionPolicyStack } from './execution-policy-stack.ts';

const synthesize = (region: string) =>
  inTemporaryFolder((folder) => {
    const app = new core.App({ context: FEATURE_FLAGS, outdir: join(folder, 'assembly') });
    new ExecutionPolicyStack(app, 'policy', { account: '111111111111', region });
    const [stack] = app.synth().stacks;
    return { stack: stack!, template: new TemplateReader(stack!.template) };
  });

describe("the execution policy's stack", () => {
  it.each([
    ['us-east-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('in %s is the policy, under a name of its own there', (region, partition) => {
    const { template } = synthesize(region);
    expect(template.only('AWS::IAM::ManagedPolicy')).toMatchObject({
      ManagedPolicyName: `agent-aws-stack-execution-policy-${region}`,
      PolicyDocument: executionPolicy(partition),
    });
  });

  it('is deployed with what the caller may do, before there is any bootstrap', () => {
    const { stack, template } = synthesize('us-east-1');
    expect(stack.assumeRoleArn).toBeUndefined();
    expect(stack.cloudFormationExecutionRoleArn).toBeUndefined();
    expect(stack.requiresBootstrapStackVersion).toBeUndefined();
    expect(template.template).not.toHaveProperty('Parameters');
  });

  it('tells the bootstrap what to give and where', () => {
    expect(synthesize('eu-west-1').template.template).toMatchObject({
      Outputs: {
        PolicyArn: { Value: { Ref: 'Policy' } },
        Environment: { Value: 'aws://111111111111/eu-west-1' },
      },
    });
  });
});
