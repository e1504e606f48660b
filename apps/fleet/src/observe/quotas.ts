import { paginateListServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** A quota of EC2 in the account and region. */
export interface Quota {
  readonly code: string;
  readonly name: string;
  readonly value: number;
}

/** All quotas of EC2 that Service Quotas lists. @throws AwsError */
export async function quotasOf({ quotas }: Pick<AwsClients, 'quotas'>): Promise<readonly Quota[]> {
  const pages = paginateListServiceQuotas({ client: quotas }, { ServiceCode: 'ec2' });
  const action = 'servicequotas:ListServiceQuotas';
  const found = await collect(action, 'the quotas of EC2', pages, ({ Quotas }) => Quotas);
  return found.map(({ QuotaCode: code = '', QuotaName: name = '', Value: value = 0 }) => ({
    code,
    name,
    value,
  }));
}
