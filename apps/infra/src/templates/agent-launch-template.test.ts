import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { FOUND_IMAGE_ID } from '../testing/context.ts';
import { fleetNames } from '../testing/fleets.ts';
import { synthesize, templateOf } from '../testing/synthesize.ts';

const data = (fleet: string) =>
  templateOf(fleet).properties(LOGICAL_IDS.launchTemplate)['LaunchTemplateData'] as Record<string, unknown>;
const groupId = { 'Fn::GetAtt': [LOGICAL_IDS.agentSecurityGroup, 'GroupId'] };

const bashUserData = (fleet: string): string =>
  `#!/bin/bash\n# semaphore-agent-parameters: ${fleet}-config ${fleet}-ssh-public-keys agent-token\n/opt/semaphore/agent/start.sh ${fleet}-config`;

describe('the launch template', () => {
  it('has defaults for everything', () => {
    expect(data('plain')).toEqual({
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 't2.micro',
      IamInstanceProfile: { Arn: { 'Fn::GetAtt': [LOGICAL_IDS.instanceProfile, 'Arn'] } },
      InstanceInitiatedShutdownBehavior: 'terminate',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      SecurityGroupIds: [groupId],
      UserData: { 'Fn::Base64': bashUserData('plain') },
      TagSpecifications: ['instance', 'volume'].map((ResourceType) => ({
        ResourceType,
        Tags: [
          { Key: 'Name', Value: 'plain' },
          { Key: 'application', Value: 'semaphore-agent' },
        ],
      })),
    });
  });

  it.each(fleetNames)('requires IMDSv2 (%s)', (fleet) => {
    expect(data(fleet)['MetadataOptions']).toMatchObject({ HttpTokens: 'required' });
  });

  it.each([
    ['ubuntu-noble-arm64', bashUserData('ubuntu-noble-arm64')],
    ['own-system', bashUserData('own-system')],
    ['macos', bashUserData('macos')],
    ...['windows', 'windows-2022', 'windows-2025'].map((fleet): [string, string] => [
      fleet,
      `<powershell>C:\\semaphore-agent\\start.ps1 ${fleet}-config</powershell>`,
    ]),
  ])('starts the agent of %s', (fleet, script) => {
    expect(data(fleet)['UserData']).toEqual({ 'Fn::Base64': script });
  });

  it.each([
    ['image-by-name', { ImageId: FOUND_IMAGE_ID }],
    ['ubuntu-noble-arm64', { InstanceType: 'c7g.large' }],
    ['windows', { KeyName: 'ops', InstanceType: 'm6i.large' }],
    ['guarded', { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } }],
    ['launch-timeout', { MetadataOptions: { HttpTokens: 'required', InstanceMetadataTags: 'enabled' } }],
    ['own-security-group', { SecurityGroupIds: ['sg-0c0c0c0c'] }],
  ])('of fleet %s has %j', (fleet, expected) => {
    expect(data(fleet)).toMatchObject(expected);
  });

  it('describes a network interface with an IPv6 address and the security group', () => {
    expect(data('ipv6')).toMatchObject({
      NetworkInterfaces: [{ DeviceIndex: 0, Ipv6AddressCount: 1, Groups: [groupId] }],
    });
    expect(data('ipv6')).not.toHaveProperty('SecurityGroupIds');
  });

  it('describes the root volume that the user sets', () => {
    expect(data('volume')['BlockDeviceMappings']).toEqual([
      {
        DeviceName: '/dev/sda1',
        Ebs: {
          VolumeType: 'gp3',
          VolumeSize: 128,
          Iops: 4000,
          Throughput: 250,
          VolumeInitializationRate: 300,
          Encrypted: true,
          KmsKeyId: 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          DeleteOnTermination: true,
        },
      },
    ]);
    expect(data('volume-unencrypted')).toMatchObject({
      BlockDeviceMappings: [{ Ebs: { Encrypted: false } }],
    });
  });

  it('leaves out the throughput for a volume type without one', () => {
    expect(data('volume-gp2')).toMatchObject({ BlockDeviceMappings: [{ Ebs: { VolumeType: 'gp2' } }] });
    expect(JSON.stringify(data('volume-gp2'))).not.toContain('Throughput');
  });

  it('leaves out an initialization rate that is not set', () => {
    expect(JSON.stringify(data('volume-gp2'))).not.toContain('VolumeInitializationRate');
  });

  it('has the instance type that the user sets, whatever its architecture', () => {
    expect(data('own-arm64-image')).toMatchObject({
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 'm7g.large',
    });
  });

  it("prefers the user's values of the tags Name and application, except for application on the template itself", () => {
    const template = synthesize({ name: 'tags', parameters: { TAGS: 'Name:builder,application:ci' } });
    const { LaunchTemplateData, TagSpecifications } = template.properties(LOGICAL_IDS.launchTemplate);
    const Tags = [
      { Key: 'Name', Value: 'builder' },
      { Key: 'application', Value: 'ci' },
    ];
    expect(LaunchTemplateData).toMatchObject({ TagSpecifications: [{ Tags }, { Tags }] });
    const own = [Tags[0], { Key: 'application', Value: 'semaphore-agent' }];
    expect(TagSpecifications).toEqual([{ ResourceType: 'launch-template', Tags: own }]);
  });

  it("puts the user's tags on instances and volumes", () => {
    const tags = { Tags: expect.arrayContaining([{ Key: 'cost', Value: 'a:b' }]) };
    expect(data('guarded')).toMatchObject({ TagSpecifications: [tags, tags] });
  });
});
