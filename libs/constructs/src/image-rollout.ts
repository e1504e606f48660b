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
        // Without `startedAt`, a rollout starts when the parameter is written, and CloudFormation writes it only if its value changes.
        startedAt: undefined,
        // A template cannot say when it is deployed. With a time in the past, the rollout is paused from its start.
        pausedAt: startsPaused ? 0 : undefined,
      }),
    });
    // If an instance left before the group has the new version, the group would replace it with one of the old version.
    parameter.node.addDependency(group);
  }
}
