import { callerIdentity, type Identity } from '@agent-aws-stack/aws-clients/sts';
import { DEADLINE_MS, type AwsClients } from './clients.ts';
import { expectRegion } from '../cli/region.ts';

export type { Identity };

/** Account and principal of the current credentials, and the current region. @throws AwsError; UsageError if the region's name has the wrong form */
export async function whoAmI({ sts }: Pick<AwsClients, 'sts'>): Promise<Identity> {
  expectRegion('AWS_REGION', await sts.config.region());
  return callerIdentity(sts, { deadlineMs: DEADLINE_MS });
}
