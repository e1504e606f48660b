import {
  type ContextValues,
  type Decision,
  evaluate,
  parsePolicy,
  requestOf,
} from '@agent-aws-stack/iam-evaluator';
import { accessDenied } from '../api/aws-error.ts';
import type { GroupTag, Region } from '../region/region.ts';
import type { Caller } from './caller.ts';

/** The resource of a call, with the tags that policies can match. */
export interface IamResource {
  /** `*` for actions without a resource, such as Describe actions. */
  readonly arn: string;
  readonly tags: readonly GroupTag[];
}

type RegionIam = Pick<Region, 'rolePolicies' | 'simulatePrincipal'>;

/** Throws AwsError AccessDenied unless the caller is the root user or an administrator, or its policies allow the action. */
export async function authorize(
  region: RegionIam,
  regionName: string,
  caller: Caller,
  action: string,
  resource: IamResource,
): Promise<void> {
  if (caller.kind === 'root' || caller.kind === 'administrator') return;
  const decision =
    caller.kind === 'user'
      ? await region.simulatePrincipal(caller.arn, action, resource.arn)
      : await decideForRole(region, regionName, caller, action, resource);
  if (decision !== 'allowed') throw accessDenied(caller.arn, action, resource.arn, decision);
}

async function decideForRole(
  region: RegionIam,
  regionName: string,
  caller: Caller,
  action: string,
  resource: IamResource,
): Promise<Decision> {
  const { documents, boundary } = await region.rolePolicies(caller.name);
  const parse = (document: string) => parsePolicy(JSON.parse(document));
  return evaluate(
    { identity: documents.map(parse), boundary: boundary === undefined ? undefined : parse(boundary) },
    requestOf(action, resource.arn, contextOf(caller, regionName, resource)),
  );
}

function contextOf(caller: Caller, regionName: string, resource: IamResource): ContextValues {
  const account = caller.arn.split(':')[4];
  return {
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
  };
}
