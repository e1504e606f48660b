import { DescribeInstanceTypesCommand, type _InstanceType } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import { LookupSkippedError } from './fact.ts';
import type { Group } from './group.ts';
import type { LaunchTemplate } from './launch-template.ts';

export interface InstanceType {
  readonly type: string;
  readonly vcpus: number;
  readonly architectures: readonly string[];
}

/** The types that the group may launch. @throws LookupSkippedError if Auto Scaling chooses them by requirements */
export function launchableTypes({ types }: Group, { instanceType }: LaunchTemplate): readonly string[] {
  if (types.length === 0) return [instanceType];
  return types.map(({ type }) => {
    if (type === undefined)
      throw new LookupSkippedError('Auto Scaling chooses the instance types by requirements');
    return type;
  });
}

/** EC2's description of these types; EC2 takes at most a hundred. @throws AwsError, also if the region lacks one of them */
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
