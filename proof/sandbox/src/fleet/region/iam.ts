import {
  type EvaluationResult,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  SimulatePrincipalPolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { Decision } from '@agent-aws-stack/iam-evaluator';
import type { PolicyDocument, RolePolicies } from './region.ts';

/** Reads all inline and attached policies of a role, and its permissions boundary. */
export async function rolePolicies(iam: IAMClient, roleName: string): Promise<RolePolicies> {
  const [{ Role }, inline, attached] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: roleName })),
    inlineDocuments(iam, roleName),
    attachedDocuments(iam, roleName),
  ]);
  const boundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    documents: [...inline, ...attached],
    boundary: boundaryArn === undefined ? undefined : await managedDocument(iam, boundaryArn),
  };
}

async function inlineDocuments(iam: IAMClient, roleName: string): Promise<readonly PolicyDocument[]> {
  const names: string[] = [];
  for await (const page of paginateListRolePolicies({ client: iam }, { RoleName: roleName })) {
    names.push(...(page.PolicyNames ?? []));
  }
  return Promise.all(
    names.map(async (name) => {
      const { PolicyDocument } = await iam.send(
        new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name }),
      );
      return decode(PolicyDocument);
    }),
  );
}

async function attachedDocuments(iam: IAMClient, roleName: string): Promise<readonly PolicyDocument[]> {
  const arns: string[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client: iam }, { RoleName: roleName })) {
    arns.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
  }
  return Promise.all(arns.map((arn) => managedDocument(iam, arn)));
}

async function managedDocument(iam: IAMClient, arn: string): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
  );
  return decode(PolicyVersion?.Document);
}

/** IAM returns policy documents URL-encoded (RFC 3986). Documents in plain JSON are accepted, too. */
function decode(document: string | undefined): PolicyDocument {
  const text = document ?? '';
  return text.startsWith('%7B') ? decodeURIComponent(text) : text;
}

/** Lets the emulator's IAM evaluate all policies of a principal. */
export async function simulatePrincipal(
  iam: IAMClient,
  principalArn: string,
  action: string,
  resourceArn: string,
): Promise<Decision> {
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principalArn,
      ActionNames: [action],
      ResourceArns: [resourceArn],
    }),
  );
  return decisionOf(EvaluationResults);
}

function decisionOf(results: readonly EvaluationResult[] = []): Decision {
  const decision = results[0]?.EvalDecision;
  return decision === 'allowed' || decision === 'explicitDeny' ? decision : 'implicitDeny';
}
