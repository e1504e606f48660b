import { DescribeInstanceTypesCommand, type _InstanceType } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';

export interface InstanceType {
  readonly type: string;
  readonly vcpus: number;
  readonly architectures: readonly string[];
}

/** What EC2 says of instance types, at most a hundred. @throws AwsError also for one that the region does not know */
export async function instanceTypesOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  types: readonly string[],
): Promise<readonly InstanceType[]> {
  const command = new DescribeInstanceTypesCommand({ InstanceTypes: types as _InstanceType[] });
  const { InstanceTypes = [] } = await ask('ec2:DescribeInstanceTypes', types.join(', '), (options) =>
    ec2.send(command, options),
  );
  return InstanceTypes.map((found) => ({
    type: found.InstanceType ?? '',
    vcpus: found.VCpuInfo?.DefaultVCpus ?? 0,
    architectures: found.ProcessorInfo?.SupportedArchitectures ?? [],
  }));
}
