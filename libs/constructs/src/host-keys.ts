import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import {
  HOST_KEYS_PARAMETER_VARIABLE,
  hostKeysParameterName,
  LOGICAL_IDS,
  policyName,
} from '@agent-aws-stack/contract';
import { parameterArn } from './arns.ts';
import { core, events, iam, ssm, targets } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import { FleetFunction } from './fleet-function.ts';
import type { BundleFolders, FunctionSettings } from './fleet-function.ts';

export interface HostKeysProps {
  readonly names: FleetNames;
  /** GitHub's public SSH host keys, such as `ssh-ed25519 AAAA…`. */
  readonly keys: readonly string[];
  readonly settings: FunctionSettings;
  readonly bundles: BundleFolders;
}

/** The parameter with GitHub's SSH host keys, which instances read, and the Lambda that keeps it current. */
export class HostKeys extends Construct {
  readonly parameter: StringParameter;
  readonly updater: FleetFunction;

  constructor(scope: Construct, id: string, props: HostKeysProps) {
    super(scope, id);
    const { names } = props;
    const parameterName = hostKeysParameterName(names.fleet);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName,
      simpleName: true,
      description: 'GitHub SSH public keys.',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: JSON.stringify(props.keys),
    });
    this.updater = new FleetFunction(this, 'Updater', {
      names,
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
          'stack-id': [core.Stack.of(this).stackId],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] },
        },
      },
      targets: [target],
    });
    names.keepLogicalId(this.parameter, LOGICAL_IDS.hostKeysParameter);
    names.keepLogicalId(this.updater.role, LOGICAL_IDS.updaterRole);
    names.keepLogicalId(this.updater.policy, LOGICAL_IDS.updaterPolicy);
    names.keepLogicalId(this.updater.function, LOGICAL_IDS.updaterFunction);
    names.keepLogicalId(daily, LOGICAL_IDS.updaterRule);
  }
}
