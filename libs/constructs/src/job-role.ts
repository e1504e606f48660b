import type { IManagedPolicy, Policy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { JOB_ROLE_ID, policyName } from '@agent-aws-stack/contract';
import { acceptManagedPolicy } from './accepted-findings.ts';
import { allowCache, type CacheAccess } from './cache-access.ts';
import { core, iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface JobRoleProps {
  readonly names: FleetNames;
  readonly instanceRole: Role;
  /** The inline policy of the instances' role. */
  readonly instancePolicy: Policy;
  readonly cache: CacheAccess | undefined;
  readonly managedPolicies: readonly IManagedPolicy[];
}

/**
 * The role of isolated jobs: they may use the cache, and do what the managed policies allow. Only instances may assume it; they
 * give its credentials to their jobs. A session lasts an hour, the longest time for a role that is assumed by another role:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html
 */
export class JobRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: JobRoleProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ArnPrincipal(props.instanceRole.roleArn),
      maxSessionDuration: core.Duration.hours(1),
    });
    for (const policy of props.managedPolicies) {
      this.role.addManagedPolicy(policy);
      acceptManagedPolicy(this.role, policy.managedPolicyArn, "It is in the fleet's settings.");
    }
    if (props.cache) {
      const policy = new iam.Policy(this, 'Policy', {
        policyName: policyName.job(props.names.fleet),
        roles: [this.role],
      });
      allowCache(policy, props.cache);
    }
    props.instancePolicy.addStatements(
      new iam.PolicyStatement({
        sid: 'GiveJobsTheirRole',
        actions: ['sts:AssumeRole'],
        resources: [this.role.roleArn],
      }),
    );
    props.names.keepLogicalId(this.role, JOB_ROLE_ID);
  }
}
