import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

/** Whether a managed policy exists. @throws AwsError */
export async function policyExists({ iam }: Pick<AwsClients, 'iam'>, arn: string): Promise<boolean> {
  const found = await unlessAbsent(
    ask('iam:GetPolicy', `policy ${arn}`, (options) =>
      iam.send(new GetPolicyCommand({ PolicyArn: arn }), options),
    ),
    /NoSuchEntity/,
  );
  return found !== undefined;
}
