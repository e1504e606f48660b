import { defineCheck } from '../check.ts';
import { lambdaEgressProblems } from '../../../observe/egress-problems.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';
import { judgeFunction } from '../judge-function.ts';
import { logKeyProblem } from '../../../observe/log-key-problem.ts';
import { scalerSilence } from '../scaler-silence.ts';
import { settingsDifferences } from '../settings-differences.ts';
import { hasScaler } from '../subject.ts';

export const LAMBDA_CHECKS = [
  defineCheck({
    name: 'scaler-function',
    needs: ['scaler'],
    appliesTo: hasScaler,
    judge: ({ scaler }, { fullCommand }) => judgeFunction('the scaler', scaler, fullCommand),
  }),

  defineCheck({
    name: 'scaler-settings',
    needs: ['scaler', 'group'],
    appliesTo: (subject) => subject.isConfigured && hasScaler(subject),
    judge: ({ scaler: deployed, group }, { fleet, fullCommand }) => {
      if (deployed === undefined) return notChecked('the scaler is gone');
      const found = settingsDifferences(deployed.environment, fleet, group);
      return found.length === 0
        ? ok('match your configuration')
        : warning(found.join('; '), `Deploy your configuration: ${fullCommand('deploy')}`);
    },
  }),

  defineCheck({
    name: 'scaler-network',
    needs: ['scalerSubnets', 'scalerSamples', 'stack'],
    appliesTo: hasScaler,
    judge: ({ scalerSubnets: subnets, scalerSamples, stack }, { now }) => {
      if (subnets.length === 0) return ok('outside any VPC');
      const problems = lambdaEgressProblems(subnets).join('; ');
      if (problems === '') return ok(`all ${subnets.length} subnets reach the Internet`);
      // Route tables do not show every route, for example one through a firewall. If the scaler has published metrics lately, it has a route.
      switch (scalerSilence({ scalerSamples, stack }, now).kind) {
        case 'heard':
          return ok(`it reaches Semaphore, although ${problems}`);
        case 'new':
          return warning(
            `deployed just now, and not known to reach Semaphore yet: ${problems}`,
            'Run the doctor again in five minutes',
          );
        case 'silent':
          return failure(
            `the scaler is silent, probably because it reaches neither Semaphore nor AWS: ${problems}`,
            'Name private subnets with a route to a NAT gateway in SEMAPHORE_AGENT_SUBNETS',
          );
      }
    },
  }),

  defineCheck({
    name: 'scaler-schedule',
    needs: ['scalerRule'],
    appliesTo: hasScaler,
    judge: ({ scalerRule: rule }, { fullCommand }) => {
      if (rule === undefined)
        return failure('no rule starts the scaler', `Restore it: ${fullCommand('deploy')}`);
      if (!rule.enabled)
        return failure(
          `rule ${rule.name} is disabled, so nothing scales the fleet`,
          fullCommand(`aws events enable-rule --name ${rule.name}`),
        );
      return rule.targets > 0
        ? ok(`rule ${rule.name}, every minute`)
        : failure(`rule ${rule.name} has no target`, `Restore its target: ${fullCommand('deploy')}`);
    },
  }),

  defineCheck({
    name: 'scaler-alive',
    needs: ['scalerSamples', 'scalerSubnets', 'stack'],
    appliesTo: hasScaler,
    judge: ({ scalerSamples, scalerSubnets, stack }, { fullCommand, now }) => {
      const silence = scalerSilence({ scalerSamples, stack }, now);
      if (silence.kind === 'heard') return ok(`it published the demand ${silence.when}`);
      if (lambdaEgressProblems(scalerSubnets).length > 0)
        return notChecked('some subnets of the scaler do not reach the Internet (see scaler-network)');
      return silence.kind === 'new'
        ? warning(
            'deployed just now, and has not published the demand yet',
            'Run the doctor again in five minutes',
          )
        : failure(
            silence.since,
            `See scaler-schedule, scaler-network and scaler-throttles, and its log: ${fullCommand('logs')}`,
          );
    },
  }),

  defineCheck({
    name: 'scaler-polls',
    needs: ['scalerSamples'],
    appliesTo: hasScaler,
    judge: ({ scalerSamples: { failedPolls } }, { fullCommand }) =>
      failedPolls === 0
        ? ok('none failed in the last 15 minutes')
        : warning(
            `${failedPolls} failed in the last 15 minutes`,
            `See why in its log: ${fullCommand('logs')}`,
          ),
  }),

  defineCheck({
    name: 'scaler-errors',
    needs: ['scalerSamples'],
    appliesTo: hasScaler,
    judge: ({ scalerSamples: { errors } }, { fullCommand }) =>
      errors === 0
        ? ok('no invocation failed in the last 15 minutes')
        : failure(
            `${errors} invocations failed in the last 15 minutes`,
            `See why in its log: ${fullCommand('logs')}`,
          ),
  }),

  defineCheck({
    name: 'scaler-throttles',
    needs: ['scalerSamples'],
    appliesTo: hasScaler,
    judge: ({ scalerSamples: { throttles } }) =>
      throttles === 0
        ? ok('none in the last 15 minutes')
        : failure(
            `Lambda throttled ${throttles} invocations: the account's concurrency is used up`,
            'Request a higher value of the quota "Concurrent executions" of AWS Lambda, or limit the functions that use it up',
          ),
  }),

  defineCheck({
    name: 'updater-function',
    needs: ['updater'],
    judge: ({ updater }, { fullCommand }) =>
      judgeFunction("the updater of GitHub's host keys", updater, fullCommand),
  }),

  defineCheck({
    name: 'log-key',
    needs: ['logKey', 'caller'],
    appliesTo: ({ fleet }) => fleet.lambda.logKmsKeyArn !== undefined,
    judge: ({ logKey, caller }, { fleet: { stackName, lambda } }) => {
      const keyArn = lambda.logKmsKeyArn ?? '';
      const found = logKeyProblem(logKey, { stackName, account: caller.account, keyArn });
      if (found === undefined) return ok(`CloudWatch Logs may use key ${keyArn}`);
      return found.certain
        ? failure(`the Lambdas' logs are lost: ${found.problem}`, found.remedy)
        : warning(`the Lambdas' logs may be lost: ${found.problem}`, found.remedy);
    },
  }),
];
