import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { LambdaConfig } from '@agent-aws-stack/config';
import {
  HOST_KEYS_PARAMETER_VARIABLE,
  hostKeysParameterName,
  LOGICAL_IDS,
  policyName,
} from '@agent-aws-stack/contract';
import { parameterArn } from './arns.ts';
import { core, events, iam, ssm, targets } from './cdk.ts';
import { keepLogicalId } from './keep-logical-id.ts';
import { FleetFunction } from './fleet-function.ts';
import type { BundleFolders } from './fleet-function.ts';

export interface HostKeysProps {
  /** GitHub's public SSH host keys, such as `ssh-ed25519 AAAA…`. */
  readonly keys: readonly string[];
  readonly settings: LambdaConfig;
  readonly bundles: BundleFolders;
}

/** The parameter with GitHub's SSH host keys, which instances read, and the Lambda that keeps it current. */
export class HostKeys extends Construct {
  readonly parameter: StringParameter;
  readonly updater: FleetFunction;

  constructor(scope: Construct, id: string, props: HostKeysProps) {
    super(scope, id);
    const { stackId, stackName } = core.Stack.of(this);
    const parameterName = hostKeysParameterName(stackName);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName,
      description: 'GitHub SSH public keys.',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: JSON.stringify(props.keys),
    });
    this.updater = new FleetFunction(this, 'Updater', {
      lambda: 'ssh-keys-updater',
      description: 'Check if GitHub SSH public keys have changed.',
      settings: props.settings,
      bundles: props.bundles,
      // Enough for a request to GitHub of 10 s, and for several attempts to write the parameter.
      timeout: core.Duration.seconds(45),
      environment: { [HOST_KEYS_PARAMETER_VARIABLE]: parameterName },
      policyName: policyName.updater(),
      statements: [
        new iam.PolicyStatement({
          sid: 'MirrorKeys',
          actions: ['ssm:GetParameter', 'ssm:PutParameter'],
          resources: [parameterArn(this, parameterName)],
        }),
      ],
    });
    const target = new targets.LambdaFunction(this.updater.function);
    const daily = new events.Rule(this, 'Daily', {
      description: 'Rule to dynamically invoke lambda function to check GitHub public SSH keys.',
      schedule: events.Schedule.rate(core.Duration.days(1)),
      targets: [target],
    });
    // A deployment or rollback may write an older list from its template. This rule corrects it within a minute, not a day.
    new events.Rule(this, 'AfterDeployment', {
      description: 'Rule to check GitHub public SSH keys after each deployment',
      eventPattern: {
        source: ['aws.cloudformation'],
        detailType: ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [stackId],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] },
        },
      },
      targets: [target],
    });
    keepLogicalId(this.parameter, LOGICAL_IDS.hostKeysParameter);
    keepLogicalId(this.updater.role, LOGICAL_IDS.updaterRole);
    keepLogicalId(this.updater.policy, LOGICAL_IDS.updaterPolicy);
    keepLogicalId(this.updater.function, LOGICAL_IDS.updaterFunction);
    keepLogicalId(daily, LOGICAL_IDS.updaterRule);
  }
}
