import { familyOf, INSTANCE_LOG_GROUPS } from '@agent-aws-stack/contract';
import { bootstrapCommand } from '../../../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../../../cdk/required-version.ts';
import { featuresWithoutRights } from '../../../fleets/feature-rights.ts';
import { namesPolicy } from '../../../observe/policy-names.ts';
import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const ACCOUNT_CHECKS = [
  defineCheck({
    name: 'credentials',
    needs: ['caller'],
    judge: ({ caller }, { expected: { account } }) =>
      account === undefined || account === caller.account
        ? ok(caller.arn)
        : failure(
            `the credentials belong to account ${caller.account}, but CDK_DEPLOY_ACCOUNT is ${account}`,
            `Sign in to account ${account}, or set CDK_DEPLOY_ACCOUNT=${caller.account}`,
          ),
    ifUnknown: (why, remedy) =>
      failure(
        why,
        remedy ??
          'Sign in to AWS, or choose a profile with --profile; aws sts get-caller-identity shows who you are',
      ),
  }),

  defineCheck({
    name: 'region',
    needs: ['region'],
    judge: ({ region }, { expected }) =>
      expected.region === undefined || expected.region === region
        ? ok(region)
        : failure(
            `the region is ${region}, but CDK_DEPLOY_REGION is ${expected.region}`,
            `Choose the fleet's region: --region ${expected.region}`,
          ),
    ifUnknown: (why) => failure(why, 'Name a region: --region eu-west-1, or AWS_REGION'),
  }),

  defineCheck({
    name: 'bootstrap-version',
    needs: ['qualifier', 'bootstrapVersion'],
    judge: ({ qualifier, bootstrapVersion: version }, { fullCommand }) => {
      const remedy = `Bootstrap the account and region: ${fullCommand(bootstrapCommand(qualifier))}`;
      if (version === undefined) return failure('the account and region are not bootstrapped', remedy);
      return version < REQUIRED_BOOTSTRAP_VERSION
        ? failure(`version ${version} is older than ${REQUIRED_BOOTSTRAP_VERSION}, which is required`, remedy)
        : ok(`version ${version}`);
    },
  }),

  defineCheck({
    name: 'execution-policy',
    needs: ['qualifier', 'executionPolicy'],
    judge: ({ qualifier, executionPolicy: policy }, { fleet, fullCommand }) => {
      const bootstrap = fullCommand(bootstrapCommand(qualifier));
      if (policy === undefined)
        return warning(
          "CloudFormation's role does not have this project's execution policy",
          `Attach it: ${bootstrap}`,
        );
      const features = policy.allowed && featuresWithoutRights(fleet, policy.allowed);
      // `alone`: CloudFormation's role has no other policy, which could allow what is missing.
      if (features !== undefined && policy.alone)
        return failure(
          `${policy.name} is not this version's execution policy, and CloudFormation may not do what the fleet needs: ${features}`,
          `Update it: ${bootstrap}`,
        );
      return policy.current
        ? ok(`${policy.name} is up to date`)
        : warning(
            `${policy.name} differs from this version's execution policy`,
            `Nothing to do if this policy is your own. Otherwise update it: ${bootstrap}`,
          );
    },
  }),

  defineCheck({
    name: 'permissions-boundary',
    needs: ['qualifier', 'executionPolicy'],
    judge: (
      { qualifier, executionPolicy: policy },
      { fleet: { permissionsBoundaryArn: own = '' }, fullCommand, isConfigured },
    ) => {
      if (policy === undefined || !policy.current)
        return ok("depends on the execution policy, which is not this version's");
      const { boundary } = policy;
      if (boundary === undefined)
        return warning(
          "whoever deploys can give the fleet's roles any permission, because the execution policy requires no permissions boundary",
          `Read what it changes (Permissions boundary in docs/deploy.md), then require it: ${fullCommand(`${bootstrapCommand(qualifier)} --permissions-boundary`)}`,
        );
      return isConfigured && !namesPolicy(own, boundary)
        ? warning(
            `SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN is not ${boundary}, which the bootstrap requires, so CloudFormation cannot create or change the fleet's roles`,
            `Set SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN to ${boundary}, and deploy`,
          )
        : ok(`the roles of fleets must have ${boundary.split('/').at(-1)}`);
    },
  }),

  defineCheck({
    name: 'log-groups',
    needs: ['qualifier', 'logGroups'],
    judge: ({ qualifier, logGroups }, { fleet: { instance }, fullCommand }) => {
      const needed = INSTANCE_LOG_GROUPS[familyOf(instance.os)];
      const remedy = `Bootstrap the account and region: ${fullCommand(bootstrapCommand(qualifier))}`;
      const found = logGroups.filter(({ name }) => needed.includes(name));
      const unlimited = found.filter(({ retentionDays }) => retentionDays === undefined);
      if (unlimited.length > 0)
        return warning(`logs are kept forever in ${unlimited.map(({ name }) => name).join(', ')}`, remedy);
      const missing = needed.filter((wanted) => !found.some(({ name }) => name === wanted));
      return missing.length === 0
        ? ok(`${needed.length} of the instances, each with a retention`)
        : warning(
            `missing: ${missing.join(', ')}; the instances will create them without a retention, so the logs are kept forever`,
            remedy,
          );
    },
  }),
];
