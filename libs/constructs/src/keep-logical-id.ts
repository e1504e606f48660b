import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { LogicalId } from '@agent-aws-stack/contract';
import { core } from './cdk.ts';

/** Gives a construct's resource a fixed logical id, wherever the construct is in the tree. */
export function keepLogicalId(construct: IConstruct, id: LogicalId): void {
  const element = construct.node.defaultChild ?? construct;
  if (!core.CfnElement.isCfnElement(element)) {
    throw new TypeError(
      `${construct.node.path} has no CloudFormation resource to which to give the logical id ${id}`,
    );
  }
  (element as CfnElement).overrideLogicalId(id);
}
