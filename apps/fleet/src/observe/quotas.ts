import { paginateListServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** A quota of EC2 or EBS in the account and region. */
export interface Quota {
  readonly code: string;
  readonly name: string;
  readonly value: number;
}

/** All quotas that Service Quotas lists for EC2 or EBS. @throws AwsError */
export async function quotasOf(
  { quotas }: Pick<AwsClients, 'quotas'>,
  service: 'ec2' | 'ebs' = 'ec2',
): Promise<readonly Quota[]> {
  const pages = paginateListServiceQuotas({ client: quotas }, { ServiceCode: service });
  const action = 'servicequotas:ListServiceQuotas';
  const found = await collect(
    action,
    `the quotas of ${service.toUpperCase()}`,
    pages,
    ({ Quotas }) => Quotas,
  );
  return found.map(({ QuotaCode: code = '', QuotaName: name = '', Value: value = 0 }) => ({
    code,
    name,
    value,
  }));
}
