import { GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { functionAccessKeyId, recordedCalls } from '../emulator/cloud-trail.ts';
import type { Region } from '../region.ts';
import type { Expectations } from '../scenario/expectations.ts';
import { stackResources } from '../scenario/stack-resources.ts';
import { allowedActions, unusedActions } from './permissions.ts';
import type { RoleAudit } from './role-audit.ts';
import { unexplained } from './unused-reasons.ts';

/** Formats the audit for a terminal. */
export function describeAudit(audit: readonly RoleAudit[]): string[] {
  return audit.flatMap(({ role, calls, unused }) => {
    const made = [...calls].map(([action, count]) => `${action} ${count}×`).join(', ');
    return [
      `${role}: ${made || 'no calls'}`,
      ...(unused.length > 0 ? [`  allowed but not used: ${firstOf(unused)}`] : []),
    ];
  });
}

/** The first four actions; run.json has all of them. */
function firstOf(actions: readonly string[]): string {
  const first = actions.slice(0, 4).join(', ');
  return actions.length > 4 ? `${first} and ${actions.length - 4} more` : first;
}

/** Checks that each permission is used, or has a reason why not. */
export function checkPermissions(expectations: Expectations, audit: readonly RoleAudit[]): void {
  const missing = unexplained(audit);
  const unused = audit.flatMap((role) => role.unused).length;
  expectations.check('each permission is used, or the sandbox knows why not', {
    held: missing.length === 0,
    seen: missing.join(', ') || `${unused} unused, each with a reason`,
  });
}

/** Compares the permissions of each role of a deployed stack with the calls that it made. */
export async function auditRoles(region: Region, stackName: string): Promise<RoleAudit[]> {
  const { cloudFormation, lambda } = region.clients;
  const resources = await stackResources(cloudFormation, stackName);
  const functions = await Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ physicalId }) =>
        lambda.send(new GetFunctionConfigurationCommand({ FunctionName: physicalId })),
      ),
  );
  return Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .map(async ({ logicalId, physicalId }) => {
        const owner = functions.find(({ Role = '' }) => Role.endsWith(`/${physicalId}`));
        const actions = [
          ...region.fleet
            .calls()
            .filter(({ role }) => role === physicalId)
            .map(({ service, action }) => `${service}:${action}`),
          ...(owner ? await functionCalls(region, owner) : []),
        ];
        const calls = new Map<string, number>();
        for (const action of actions) calls.set(action, (calls.get(action) ?? 0) + 1);
        const granted = await grantedActions(region, physicalId);
        return { role: logicalId, calls, unused: unusedActions(granted, calls.keys()) };
      }),
  );
}

/**
 * A Lambda function's calls that the emulator recorded. Calls to Auto Scaling, and instances' calls to SSM, are recorded
 * by the fleet simulator instead.
 */
async function functionCalls(
  { clients }: Region,
  { FunctionArn = '', Role = '' }: { FunctionArn?: string | undefined; Role?: string | undefined },
): Promise<string[]> {
  const key = functionAccessKeyId(FunctionArn, Role);
  const calls = await recordedCalls(clients.cloudTrail, [
    { AttributeKey: 'AccessKeyId', AttributeValue: key },
  ]);
  return calls;
}

/** The actions that the role's inline policies allow. */
async function grantedActions({ clients }: Region, roleName: string): Promise<string[]> {
  const { PolicyNames = [] } = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: roleName }));
  const documents = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument = '{}' } = await clients.iam.send(
        new GetRolePolicyCommand({ RoleName: roleName, PolicyName }),
      );
      return JSON.parse(decodeURIComponent(PolicyDocument)) as unknown;
    }),
  );
  return documents.flatMap(allowedActions);
}
