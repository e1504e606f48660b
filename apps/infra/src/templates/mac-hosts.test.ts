import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const license =
  'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef';

const hostManagement = (fleet: string) => {
  const [management] = templateOf(fleet).properties(LOGICAL_IDS.hostResourceGroup)['Configuration'] as {
    Parameters: { Name: string; Values: string[] }[];
  }[];
  return Object.fromEntries(management?.Parameters.map(({ Name, Values }) => [Name, Values]) ?? []);
};

describe('the host resource group of a macOS fleet', () => {
  it('has the name of the stack and accepts only dedicated hosts', () => {
    expect(templateOf('macos').properties(LOGICAL_IDS.hostResourceGroup)).toMatchObject({
      Name: 'macos',
      Configuration: [
        { Type: 'AWS::EC2::HostManagement' },
        {
          Type: 'AWS::ResourceGroups::Generic',
          Parameters: [
            { Name: 'allowed-resource-types', Values: ['AWS::EC2::Host'] },
            { Name: 'deletion-protection', Values: ['UNLESS_EMPTY'] },
          ],
        },
      ],
    });
  });

  it.each([
    ['macos', { families: ['mac2'], automatic: ['true'], hosts: [] }],
    [
      'macos-own-hosts',
      {
        families: ['mac2', 'mac2-m2pro'],
        automatic: ['false'],
        hosts: ['h-0123456789abcdef0', 'h-0123456789abcdef1'].map(
          (host) => `arn:aws:ec2:us-east-1:111111111111:dedicated-host/${host}`,
        ),
      },
    ],
  ])('of fleet %s has the settings %j', (fleet, { families, automatic, hosts }) => {
    expect(hostManagement(fleet)).toEqual({
      'allowed-host-based-license-configurations': [license],
      'allowed-host-families': families,
      'auto-allocate-host': automatic,
      'auto-release-host': automatic,
      'auto-host-recovery': ['true'],
    });
    expect(templateOf(fleet).properties(LOGICAL_IDS.hostResourceGroup)['Resources'] ?? []).toEqual(hosts);
  });

  it('receives the instances, which have the license and the types of the host families', () => {
    const fleet = templateOf('macos-own-hosts');
    expect(fleet.properties(LOGICAL_IDS.launchTemplate)['LaunchTemplateData']).toMatchObject({
      InstanceType: 'mac2.metal',
      LicenseSpecifications: [{ LicenseConfigurationArn: license }],
      Placement: { HostResourceGroupArn: { 'Fn::GetAtt': [LOGICAL_IDS.hostResourceGroup, 'Arn'] } },
    });
    expect(fleet.properties(LOGICAL_IDS.group)['MixedInstancesPolicy']).toMatchObject({
      LaunchTemplate: { Overrides: [{ InstanceType: 'mac2.metal' }, { InstanceType: 'mac2-m2pro.metal' }] },
    });
  });

  it('does not exist for another operating system', () => {
    expect(templateOf('plain').ofType('AWS::ResourceGroups::Group')).toEqual([]);
  });
});
