import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import {
  configParameterName,
  LOGICAL_IDS,
  writeAgentDocument,
  type AgentDocument,
} from '@agent-aws-stack/contract';
import { core, ssm } from './cdk.ts';
import { keepLogicalId } from './keep-logical-id.ts';

export interface AgentConfigParameterProps {
  readonly document: AgentDocument;
}

/** The parameter with the settings that the start script of an instance reads. */
export class AgentConfigParameter extends Construct {
  readonly parameter: StringParameter;

  constructor(scope: Construct, id: string, { document }: AgentConfigParameterProps) {
    super(scope, id);
    const { stackName } = core.Stack.of(this);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: configParameterName(stackName),
      description: 'Parameters required by the semaphore agent',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: writeAgentDocument(document),
    });
    keepLogicalId(this.parameter, LOGICAL_IDS.configParameter);
  }
}
