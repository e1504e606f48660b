import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { MalformedReplyError } from '@agent-aws-stack/aws-clients';
import { ask, type AwsClients } from './clients.ts';

export interface Identity {
  readonly account: string;
  /** aws, aws-cn, aws-us-gov … */
  readonly partition: string;
  readonly region: string;
  /** User or role, without what stands before in the ARN: `user/ops`, `assumed-role/admin/jane`. */
  readonly principal: string;
}

/** Who the credentials in use belong to, and the region in use. @throws AwsError */
export async function whoAmI({ sts }: Pick<AwsClients, 'sts'>): Promise<Identity> {
  const site = { action: 'sts:GetCallerIdentity', resource: 'the credentials in use' };
  const { Account: account, Arn: arn = '' } = await ask(site.action, site.resource, (options) =>
    sts.send(new GetCallerIdentityCommand({}), options),
  );
  const [, partition, , , , ...principal] = arn.split(':');
  if (!account || !partition) throw new MalformedReplyError(site, { detail: 'the reply has no account' });
  return { account, partition, region: await sts.config.region(), principal: principal.join(':') };
}
