import { callerIdentity, type Identity } from '@agent-aws-stack/aws-clients/sts';
import { DEADLINE_MS, type AwsClients } from './clients.ts';
import { refuseMisspeltRegion } from './region-name.ts';

export type { Identity };

/** Account and principal of the current credentials, and the current region. @throws AwsError; UserError if the region's name is misspelt */
export async function whoAmI({ sts }: Pick<AwsClients, 'sts'>): Promise<Identity> {
  refuseMisspeltRegion(await sts.config.region());
  return callerIdentity(sts, { deadlineMs: DEADLINE_MS });
}
