import { callerIdentity, type Identity } from '@agent-aws-stack/aws-clients/sts';
import { DEADLINE_MS, type AwsClients } from './clients.ts';

export type { Identity };

/** Who the credentials in use belong to, and the region in use. @throws AwsError */
export const whoAmI = ({ sts }: Pick<AwsClients, 'sts'>): Promise<Identity> =>
  callerIdentity(sts, { deadlineMs: DEADLINE_MS });
