import { agentDocumentOf, loadFleets, type FleetConfig } from '@agent-aws-stack/config';
import {
  configParameterName,
  JOB_ROLE_ID,
  LOGICAL_IDS,
  SUSPENSION_TYPE,
  writeAgentDocument,
} from '@agent-aws-stack/contract';
import { fleetParameters } from './fleet-file.ts';

/** The template of a deployed fleet, reduced to the resources and properties that commands read. apps/infra writes them in the same form. */
export function deployedTemplate(stackName: string, others: Readonly<Record<string, unknown>> = {}) {
  const env = Object.fromEntries(
    Object.entries(fleetParameters(stackName, others)).map(([key, value]) => [key, String(value)]),
  );
  const [fleet] = loadFleets({ env, readFile: () => '' }).fleets;
  const { minSize, maxSize, metrics, purchase } = fleet!.group;
  const { instanceType, keyName, amiId } = fleet!.instance;
  return {
    Resources: {
      [LOGICAL_IDS.configParameter]: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Name: configParameterName(stackName),
          Value: agentDocument(fleet!),
        },
      },
      [LOGICAL_IDS.launchTemplate]: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            ImageId: amiId,
            InstanceType: instanceType,
            KeyName: keyName,
            UserData: { 'Fn::Base64': `#!/bin/bash\n/opt/semaphore/agent/start.sh ${stackName}-config` },
          },
        },
      },
      [LOGICAL_IDS.group]: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: String(minSize),
          MaxSize: String(maxSize),
          ...(metrics.length > 0 && { MetricsCollection: [{ Granularity: '1Minute', Metrics: metrics }] }),
          MixedInstancesPolicy: {
            InstancesDistribution: {
              OnDemandBaseCapacity: purchase.onDemandBaseCapacity,
              OnDemandPercentageAboveBaseCapacity: purchase.onDemandPercentageAboveBase,
            },
          },
        },
      },
      Suspension: { Type: SUSPENSION_TYPE },
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      ...(fleet!.scaler && { [LOGICAL_IDS.scalerFunction]: { Type: 'AWS::Lambda::Function' } }),
    },
  };
}

/** The agent document as CloudFormation shows it: with strict isolation, an Fn::Join with the ARN of the jobs' role. */
function agentDocument(fleet: FleetConfig): unknown {
  if (fleet.agent.jobIsolation === 'none') return writeAgentDocument(agentDocumentOf(fleet));
  const [start = '', end = ''] = writeAgentDocument(agentDocumentOf(fleet, 'ARN')).split('ARN');
  return { 'Fn::Join': ['', [start, { 'Fn::GetAtt': [JOB_ROLE_ID, 'Arn'] }, end]] };
}
