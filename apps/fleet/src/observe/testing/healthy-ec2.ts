import { HEALTHY } from './healthy-facts.ts';

const template = {
  launchTemplateId: 'lt-1',
  versionNumber: 3,
  launchTemplateData: {
    imageId: 'ami-1',
    instanceType: 'm7i.large',
    keyName: 'ops',
    securityGroupIdSet: ['sg-1'],
    iamInstanceProfile: { arn: 'arn:aws:iam::111111111111:instance-profile/ci-profile' },
    blockDeviceMappingSet: [
      { deviceName: '/dev/sda1', ebs: { volumeSize: 64, volumeInitializationRate: 300 } },
    ],
    metadataOptions: { httpTokens: 'required' },
  },
};

const inGroup = { tagSet: [{ key: 'aws:autoscaling:groupName', value: 'ci-autoScalingGroup-1' }] };

/** EC2's responses for the healthy fleet, with the field names of the EC2 query protocol. */
export const ec2Answers = {
  DescribeLaunchTemplateVersions: () => ({ launchTemplateVersionSet: [template] }),
  DescribeImages: () => ({
    imagesSet: [
      {
        imageId: 'ami-1',
        name: HEALTHY.image?.name,
        imageState: 'available',
        creationDate: HEALTHY.image?.createdAt?.toISOString(),
        architecture: 'x86_64',
        rootDeviceName: '/dev/sda1',
        tagSet: [{ key: 'semaphore:image-contract', value: '1' }],
        blockDeviceMapping: [{ deviceName: '/dev/sda1', ebs: { volumeSize: 20, volumeType: 'gp3' } }],
      },
    ],
  }),
  DescribeInstances: () => ({
    reservationSet: [
      {
        instancesSet: [
          { instanceId: 'i-1', imageId: 'ami-1', launchTime: '2026-11-24T09:30:00Z', ...inGroup },
          {
            ...{ instanceId: 'i-2', imageId: 'ami-1', launchTime: '2026-11-24T11:40:00Z' },
            instanceLifecycle: 'spot',
            ...inGroup,
          },
        ],
      },
    ],
  }),
  DescribeKeyPairs: () => ({ keySet: [{ keyName: 'ops' }] }),
  DescribeSecurityGroups: () => ({
    securityGroupInfo: [
      {
        groupId: 'sg-1',
        ipPermissions: [
          { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIp: '10.0.0.0/8' }] },
          { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: [{ cidrIp: '0.0.0.0/0' }] },
        ],
        ipPermissionsEgress: [{ ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }] }],
      },
    ],
  }),
  DescribeInstanceTypes: () => ({
    instanceTypeSet: [
      {
        instanceType: 'm7i.large',
        vCpuInfo: { defaultVCpus: 2 },
        processorInfo: { supportedArchitectures: ['x86_64'] },
      },
    ],
  }),
  DescribeInstanceTypeOfferings: () => ({
    instanceTypeOfferingSet: ['a', 'b', 'c'].map((zone) => ({
      instanceType: 'm7i.large',
      location: `eu-west-1${zone}`,
    })),
  }),
  DescribeSubnets: () => ({
    subnetSet: ['a', 'b'].map((zone) => ({
      subnetId: `subnet-${zone}`,
      vpcId: 'vpc-1',
      availabilityZone: `eu-west-1${zone}`,
      availableIpAddressCount: 200,
      mapPublicIpOnLaunch: false,
    })),
  }),
  // subnet-b has its own route table; subnet-a uses the VPC's main one.
  DescribeRouteTables: () => ({
    routeTableSet: [
      {
        vpcId: 'vpc-1',
        associationSet: [{ main: true }],
        routeSet: [
          { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' },
          { destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1', state: 'active' },
        ],
      },
      {
        vpcId: 'vpc-1',
        associationSet: [{ main: false, subnetId: 'subnet-b' }],
        routeSet: [{ destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1', state: 'active' }],
      },
    ],
  }),
};
