import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Construct } from 'constructs';
import { rolloutParameterName, writeRollout, type Rollout } from '@agent-aws-stack/contract';
import { ssm } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface ImageRolloutProps extends Pick<Rollout, 'revision' | 'spreadMinutes' | 'sharePercent'> {
  readonly startsPaused: boolean;
  readonly names: FleetNames;
  readonly group: CfnAutoScalingGroup;
}

/** The parameter that makes instances of other revisions of the launch template leave. */
export class ImageRollout extends Construct {
  constructor(scope: Construct, id: string, { names, group, ...rollout }: ImageRolloutProps) {
    super(scope, id);
    const { revision, spreadMinutes, sharePercent, startsPaused } = rollout;
    const parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: rolloutParameterName(names.fleet),
      simpleName: true,
      description: 'The revision of the launch template that instances must have',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: writeRollout({
        ...{ revision, spreadMinutes, sharePercent },
        // Without it, instances use the time at which the parameter was last written: CloudFormation writes it only if this value changes.
        startedAt: undefined,
        // A constant in the past, because a template cannot say when it is deployed. So the pause is as old as the rollout.
        pausedAt: startsPaused ? 0 : undefined,
      }),
    });
    // An instance that left before the group has the new version would be replaced by one of the old version.
    parameter.node.addDependency(group);
  }
}
