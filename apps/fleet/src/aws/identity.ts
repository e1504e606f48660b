import { callerIdentity, type Identity } from '@agent-aws-stack/aws-clients/sts';
import { DEADLINE_MS, type AwsClients } from './clients.ts';

export type { Identity };

/** Account and principal of the current credentials, and the current region. @throws AwsError */
export const whoAmI = ({ sts }: Pick<AwsClients, 'sts'>): Promise<Identity> =>
  callerIdentity(sts, { deadlineMs: DEADLINE_MS });
