import type { Destination } from './destination.ts';

/** The parameter that names a KMS key, and the key of AWS that is used if the parameter is empty. */
export interface KeyParameter {
  readonly parameter: string;
  readonly ofAws: string;
}

/**
 * Says that KMS has no such key. KMS finds ids and aliases in the fleet's region only. For an ARN of another region, it answers
 * `NotFoundException: Invalid arn <region>`: https://github.com/kubernetes-retired/kube-aws/issues/1041
 */
export function missingKey(
  key: string,
  { parameter, ofAws }: KeyParameter,
  { identity: { account, region } }: Destination,
): { readonly problem: string; readonly remedy: string } {
  const [, , , ofKey] = key.split(':');
  if (ofKey !== undefined && ofKey !== region)
    return {
      problem: `${parameter}: key ${key} is not in region ${region}`,
      remedy: `Name a key of region ${region}. A multi-Region key has an ARN in each of its regions`,
    };
  return {
    problem:
      ofKey === undefined
        ? `${parameter}: account ${account}, region ${region} has no key ${key}`
        : `${parameter}: there is no key ${key}`,
    remedy: `If the key is in another account, give its ARN; for ${ofAws}, leave ${parameter} empty`,
  };
}
