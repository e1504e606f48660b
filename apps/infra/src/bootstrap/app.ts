/** The CDK app of the execution policy; `bootstrap.ts` deploys it before the bootstrap itself. */
import { core } from '../cdk.ts';
import { deployEnvironment } from '../environment.ts';
import { FEATURE_FLAGS } from '../feature-flags.ts';
import { reportUserErrors } from '../user-error.ts';
import { EXECUTION_POLICY_STACK, ExecutionPolicyStack } from './execution-policy-stack.ts';

await reportUserErrors(() => {
  const app = new core.App({ context: FEATURE_FLAGS });
  new ExecutionPolicyStack(app, EXECUTION_POLICY_STACK, deployEnvironment(process.env));
  app.synth();
});
