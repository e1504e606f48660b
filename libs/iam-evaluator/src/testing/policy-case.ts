import { evaluate } from '../evaluate.ts';
import { parsePolicy } from '../policy-document.ts';
import { requestOf, type ContextValues, type IamRequest } from '../request.ts';

/** A request, and whether the policies of a principal must allow it. */
export interface PolicyCase {
  readonly allowed: boolean;
  readonly request: IamRequest;
}

const casesOf =
  (allowed: boolean) =>
  (
    actions: string | readonly string[],
    resources: string | readonly string[] = '*',
    context: ContextValues = {},
  ): readonly PolicyCase[] =>
    [actions]
      .flat()
      .flatMap((action) =>
        [resources].flat().map((resource) => ({ allowed, request: requestOf(action, resource, context) })),
      );

/** Requests that must be allowed: each action on each resource. */
export const allows = casesOf(true);

/** Requests that must not be allowed: each action on each resource. */
export const denies = casesOf(false);

/** Describes the cases that identity policies decide wrongly. */
export function wrongCases(documents: readonly unknown[], cases: readonly PolicyCase[]): readonly string[] {
  const identity = documents.map(parsePolicy);
  return cases
    .filter(({ allowed, request }) => (evaluate({ identity }, request) === 'allowed') !== allowed)
    .map(describeCase);
}

const describeCase = ({ allowed, request: { action, resource, context } }: PolicyCase): string =>
  `must be ${allowed ? 'allowed' : 'denied'}: ${action} on ${resource}${context.size === 0 ? '' : ` with ${JSON.stringify(Object.fromEntries(context))}`}`;
