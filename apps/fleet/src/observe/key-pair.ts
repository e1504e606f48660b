import { DescribeKeyPairsCommand } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import type { LaunchTemplate } from './launch-template.ts';

export interface KeyPair {
  readonly name: string;
}

/** The launch template's key pair; undefined if it names none, or one that does not exist. @throws AwsError */
export async function keyPairOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  { keyName }: Pick<LaunchTemplate, 'keyName'>,
): Promise<KeyPair | undefined> {
  if (keyName === undefined) return undefined;
  const found = await unlessAbsent(
    ask('ec2:DescribeKeyPairs', `key pair ${keyName}`, (options) =>
      ec2.send(new DescribeKeyPairsCommand({ KeyNames: [keyName] }), options),
    ),
    /^InvalidKeyPair/,
  );
  return found?.KeyPairs?.[0] && { name: keyName };
}
