import { GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { evaluate, parsePolicy, requestOf } from '@agent-aws-stack/iam-evaluator';
import { ask, type AwsClients } from '../aws/clients.ts';

/** Who uses a key: a service, or a role by its ARN. */
export type KeyUser = { readonly service: string } | { readonly role: string };

/** The policy of a key, in JSON. The key must be one of the caller's account. @throws AwsError */
export async function keyPolicyOf({ kms }: Pick<AwsClients, 'kms'>, keyArn: string): Promise<string> {
  const { Policy: policy = '{}' } = await ask('kms:GetKeyPolicy', `key ${keyArn}`, (options) =>
    kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }), options),
  );
  return policy;
}

/**
 * Which of the actions the policy of a key does not allow to its user. None if the policy has an element that the evaluator does not
 * know: then only AWS can say whether the policy is sufficient.
 * @param context - the condition keys of the request, with their names in lower case
 */
export function actionsDenied(
  policy: string,
  user: KeyUser,
  actions: readonly string[],
  keyArn: string,
  context: Readonly<Record<string, string | readonly string[]>>,
): readonly string[] {
  try {
    const document = statementsFor(user, policy);
    return actions.filter(
      (action) => evaluate({ identity: [document] }, requestOf(action, keyArn, context)) !== 'allowed',
    );
  } catch {
    return [];
  }
}

/** Whether a statement of the policy allows the user anything, under whatever conditions. @throws Error as `actionsDenied` describes */
export const namesUser = (policy: string, user: KeyUser): boolean =>
  statementsFor(user, policy).Statement.some(({ Effect }) => Effect === 'Allow');

/** The part of a key policy that applies to a user. @throws Error if the policy has an element that the evaluator does not know */
function statementsFor(user: KeyUser, json: string) {
  const policy = JSON.parse(json) as { readonly Statement?: unknown };
  const statements = [policy.Statement ?? []].flat() as { readonly Principal?: unknown }[];
  const own = statements.flatMap(({ Principal: principal, ...statement }) => {
    const { AWS, Service } = (principal ?? {}) as { readonly AWS?: unknown; readonly Service?: unknown };
    const isNamed =
      'service' in user ? [Service].flat().includes(user.service) : [AWS].flat().includes(user.role);
    return principal === '*' || [AWS].flat().includes('*') || isNamed ? [statement] : [];
  });
  return parsePolicy({ ...policy, Statement: own });
}
