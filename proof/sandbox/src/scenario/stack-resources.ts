import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  /** e.g. AWS::Lambda::Function */
  readonly type: string;
}

/** Lists all resources of a stack. Rejects with CloudFormation's error if the stack does not exist. */
export async function stackResources(
  client: CloudFormationClient,
  stackName: string,
): Promise<StackResource[]> {
  const resources: StackResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
    for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
      resources.push({
        logicalId: LogicalResourceId ?? '',
        physicalId: PhysicalResourceId ?? '',
        type: ResourceType ?? '',
      });
    }
  }
  return resources;
}

/** Finds a resource of a stack by its logical id. @throws Error if the stack has no such resource */
export async function stackResource(
  client: CloudFormationClient,
  stackName: string,
  logicalId: string,
): Promise<StackResource> {
  const found = (await stackResources(client, stackName)).find(
    (resource) => resource.logicalId === logicalId,
  );
  if (!found) throw new Error(`Stack ${stackName} has no resource ${logicalId}.`);
  return found;
}
