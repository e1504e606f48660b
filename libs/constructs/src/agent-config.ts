import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import {
  configParameterName,
  LOGICAL_IDS,
  writeAgentDocument,
  type AgentDocument,
} from '@agent-aws-stack/contract';
import { ssm } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface AgentConfigParameterProps {
  readonly names: FleetNames;
  readonly document: AgentDocument;
}

/** The parameter with the settings that the start script of an instance reads. */
export class AgentConfigParameter extends Construct {
  readonly parameter: StringParameter;

  constructor(scope: Construct, id: string, { names, document }: AgentConfigParameterProps) {
    super(scope, id);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: configParameterName(names.fleet),
      simpleName: true,
      description: 'Parameters required by the semaphore agent',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: writeAgentDocument(document),
    });
    names.keepLogicalId(this.parameter, LOGICAL_IDS.configParameter);
  }
}
