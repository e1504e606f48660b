import { conditionsHold } from './conditions.ts';
import { matches } from './pattern.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import type { IamRequest } from './request.ts';

export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** The policies of a principal. */
export interface Policies {
  readonly identity: readonly PolicyDocument[];
  /** The permissions boundary. Without one, only the other policies limit the principal. */
  readonly boundary?: PolicyDocument | undefined;
  /** The policies of the role's session. Without any, only the other policies limit the session. */
  readonly session?: readonly PolicyDocument[] | undefined;
}

/**
 * Decides as IAM does inside one account, without resource-based policies and without policies of an organization: a Deny
 * that applies wins; otherwise identity policies, boundary and session policies must all allow the request.
 * @throws Error for a condition operator that the evaluator does not know
 */
export function evaluate({ identity, boundary, session }: Policies, request: IamRequest): Decision {
  const layers = [identity, ...(boundary ? [[boundary]] : []), ...(session ? [session] : [])];
  const effects = layers.map((documents) => documents.flatMap((document) => effectsOf(document, request)));
  if (effects.flat().includes('Deny')) return 'explicitDeny';
  return effects.every((layer) => layer.includes('Allow')) ? 'allowed' : 'implicitDeny';
}

/** The effects of the statements that apply to a request. */
const effectsOf = ({ Version, Statement: statements }: PolicyDocument, request: IamRequest) =>
  statements
    .filter((statement) => applies(statement, Version, request))
    .map(({ Effect }): Statement['Effect'] => Effect);

function applies(statement: Statement, version: PolicyDocument['Version'], request: IamRequest): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const { action, resource, context } = request;
  const isAction = (pattern: string) => matches(pattern, action, { context: undefined, ignoreCase: true });
  const variables = version === '2012-10-17' ? context : undefined;
  // AWS: a * at the end of a segment of the ARN "can expand to match beyond the colon boundaries".
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  const isResource = (pattern: string) => matches(pattern, resource, { context: variables });
  return (
    (Action?.some(isAction) ?? !NotAction?.some(isAction)) &&
    (Resource?.some(isResource) ?? !NotResource?.some(isResource)) &&
    conditionsHold(statement, version, request)
  );
}
