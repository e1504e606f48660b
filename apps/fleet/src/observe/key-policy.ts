import { GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { evaluate, parsePolicy, requestOf } from '@agent-aws-stack/iam-evaluator';
import { ask, type AwsClients } from '../aws/clients.ts';

/** Who uses a key: a service, or a role of the key's account by its ARN. */
export type KeyUser = { readonly service: string } | { readonly role: string };

/** The policy of a key, in JSON. The key must be in the caller's account. @throws AwsError */
export async function keyPolicyOf({ kms }: Pick<AwsClients, 'kms'>, keyArn: string): Promise<string> {
  const { Policy: policy = '{}' } = await ask('kms:GetKeyPolicy', `key ${keyArn}`, (options) =>
    kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }), options),
  );
  return policy;
}

/**
 * The actions that the key policy does not allow to the user. Empty if the evaluator does not know an element of the policy: then only
 * AWS can judge it.
 * @param contextOf - the condition keys of a request for the action, with their names in lower case
 */
export function actionsDenied(
  policy: string,
  user: KeyUser,
  actions: readonly string[],
  keyArn: string,
  contextOf: (action: string) => Readonly<Record<string, string | readonly string[]>>,
): readonly string[] {
  try {
    const document = statementsFor(user, policy);
    return actions.filter(
      (action) =>
        evaluate({ identity: [document] }, requestOf(action, keyArn, contextOf(action))) !== 'allowed',
    );
  } catch {
    return [];
  }
}

/** Whether a statement of the policy allows the user anything, under whatever conditions. @throws Error if the policy has an element that the evaluator does not know */
export const namesUser = (policy: string, user: KeyUser): boolean =>
  statementsFor(user, policy).Statement.some(({ Effect }) => Effect === 'Allow');

/** The condition keys, in lower case, of the statements that apply to a user. @throws Error as `namesUser` does */
export const conditionKeys = (policy: string, user: KeyUser): readonly string[] =>
  statementsFor(user, policy).Statement.flatMap(({ Condition }) =>
    Object.values(Condition).flatMap((keys) => Object.keys(keys).map((key) => key.toLowerCase())),
  );

interface KeyStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
}

/** The part of a key policy that applies to a user. @throws Error if the policy has an element that the evaluator does not know */
function statementsFor(user: KeyUser, json: string) {
  const policy = JSON.parse(json) as { readonly Statement?: unknown };
  const statements = [policy.Statement ?? []].flat() as readonly KeyStatement[];
  const own = statements.flatMap(({ Principal: principal, ...statement }) =>
    names(principal, statement.Effect, user) ? [statement] : [],
  );
  return parsePolicy({ ...policy, Statement: own });
}

function names(principal: unknown, effect: unknown, user: KeyUser): boolean {
  const { AWS, Service } = (principal ?? {}) as { readonly AWS?: unknown; readonly Service?: unknown };
  const principals = [AWS].flat();
  if (principal === '*' || principals.includes('*')) return true;
  if ('service' in user) return [Service].flat().includes(user.service);
  if (principals.includes(user.role)) return true;
  // An Allow for the account only lets its IAM policies allow the action. A Deny for the account applies to each of its roles.
  const [, partition, , , account] = user.role.split(':');
  return (
    effect === 'Deny' &&
    (principals.includes(account) || principals.includes(`arn:${partition}:iam::${account}:root`))
  );
}
