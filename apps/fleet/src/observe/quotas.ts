import { paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { paginateListServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { NothingToAskError } from './fact.ts';
import type { Facts, Quota } from './facts.ts';
import type { Group } from '../doctor/facts/group.ts';
import type { LaunchTemplate } from '../doctor/facts/launch.ts';

/** Types that may be launched. @throws NothingToAskError when Auto Scaling chooses them by requirements */
export function typesOf({ types }: Group, { instanceType }: LaunchTemplate): readonly string[] {
  if (types.length === 0) return [instanceType];
  return types.map(({ type }) => {
    if (type === undefined)
      throw new NothingToAskError('Auto Scaling chooses the instance types by requirements');
    return type;
  });
}

export async function offeringsOf(
  { ec2 }: AwsClients,
  types: readonly string[],
): Promise<Facts['offerings']> {
  const pages = paginateDescribeInstanceTypeOfferings(
    { client: ec2 },
    { LocationType: 'availability-zone', Filters: [{ Name: 'instance-type', Values: [...types] }] },
  );
  const offerings = await collect(
    'ec2:DescribeInstanceTypeOfferings',
    types.join(', '),
    pages,
    (page) => page.InstanceTypeOfferings,
  );
  const zones = new Map<string, string[]>();
  for (const { InstanceType: type = '', Location = '' } of offerings) {
    zones.set(type, [...(zones.get(type) ?? []), Location]);
  }
  return zones;
}

/** Quotas of EC2 in the account and region. */
export async function quotasOf({ quotas }: AwsClients): Promise<readonly Quota[]> {
  const pages = paginateListServiceQuotas({ client: quotas }, { ServiceCode: 'ec2' });
  const found = await collect(
    'servicequotas:ListServiceQuotas',
    'the quotas of EC2',
    pages,
    ({ Quotas }) => Quotas,
  );
  return found.map(({ QuotaCode: code = '', QuotaName: name = '', Value: value = 0 }) => ({
    code,
    name,
    value,
  }));
}
