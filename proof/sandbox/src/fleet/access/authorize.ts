import { type Denial, accessDenied } from '../api/aws-error.ts';
import type { GroupTag, IamDecision, Region } from '../region/region.ts';
import type { Caller } from './caller.ts';
import { type RequestContext, requestContext } from './conditions.ts';
import { policyForRequest } from './policy.ts';

/** The resource of a call, with the tags that policies can match. */
export interface IamResource {
  /** `*` for actions without a resource, such as Describe actions. */
  readonly arn: string;
  readonly tags: readonly GroupTag[];
}

type RegionIam = Pick<Region, 'rolePolicies' | 'simulate' | 'simulatePrincipal'>;

/**
 * Throws AwsError AccessDenied unless the caller is the root user or an administrator, or its policies allow the action.
 * For roles, this function evaluates the conditions, and the emulator's IAM sees only statements whose conditions are met.
 */
export async function authorize(
  region: RegionIam,
  regionName: string,
  caller: Caller,
  action: string,
  resource: IamResource,
): Promise<void> {
  if (caller.kind === 'root' || caller.kind === 'administrator') return;
  const denial = await denialOf(region, caller, action, resource, contextOf(caller, regionName, resource));
  if (denial !== undefined) throw accessDenied(caller.arn, action, resource.arn, denial);
}

async function denialOf(
  region: RegionIam,
  caller: Caller,
  action: string,
  resource: IamResource,
  context: RequestContext,
): Promise<Denial | undefined> {
  if (caller.kind === 'user')
    return toDenial(await region.simulatePrincipal(caller.arn, action, resource.arn));
  const { documents, boundary } = await region.rolePolicies(caller.name);
  const limits = boundary === undefined ? [] : [[boundary]];
  for (const layer of [documents, ...limits]) {
    const applicable = layer.flatMap((document) => policyForRequest(document, context) ?? []);
    const decision =
      applicable.length === 0 ? 'implicitDeny' : await region.simulate(applicable, action, resource.arn);
    if (decision !== 'allowed') return decision;
  }
  return undefined;
}

function toDenial(decision: IamDecision): Denial | undefined {
  return decision === 'allowed' ? undefined : decision;
}

function contextOf(caller: Caller, regionName: string, resource: IamResource): RequestContext {
  const account = caller.arn.split(':')[4];
  return requestContext({
    'aws:PrincipalArn': caller.kind === 'role' ? `arn:aws:iam::${account}:role/${caller.name}` : caller.arn,
    'aws:PrincipalAccount': account,
    'aws:ResourceAccount': account,
    'aws:RequestedRegion': regionName,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    ...Object.fromEntries(
      resource.tags.flatMap(({ key, value }) => [
        [`aws:ResourceTag/${key}`, value],
        [`autoscaling:ResourceTag/${key}`, value],
      ]),
    ),
  });
}
