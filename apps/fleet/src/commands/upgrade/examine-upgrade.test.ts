import { describe, expect, it } from '@jest/globals';
import { examineUpgrade } from './examine-upgrade.ts';
import { originOf } from '../../observe/origin.ts';
import { javascriptStack, ownStack, type Properties } from './testing/stacks.ts';
import type { Upgrade } from './decision.ts';

const examine = (upgrade: Partial<Upgrade> = {}) =>
  examineUpgrade({
    deployed: javascriptStack(),
    wanted: ownStack(),
    kmsKey: undefined,
    imageName: undefined,
    ...upgrade,
  });
const decisionTexts = (upgrade: Partial<Upgrade>): readonly string[] =>
  examine(upgrade).decisions.map(({ topic, change, remedy }) => `${topic}: ${change}. ${remedy}`);

describe('originOf', () => {
  it.each([
    ['javascript', javascriptStack()],
    ['this', ownStack()],
    ['other', { Resources: { bucket: { Type: 'AWS::S3::Bucket' } } }],
    ['other', {}],
  ])('recognizes the origin %s', (origin, template) => {
    expect(originOf(template)).toBe(origin);
  });
});

describe('examineUpgrade', () => {
  it("replaces nothing of the JavaScript stack, and ignores the CDK's metadata", () => {
    const { origin, replaced, changes } = examine();
    expect({ origin, replaced }).toEqual({ origin: 'javascript', replaced: [] });
    expect(changes.map(({ kind, logicalId }) => `${kind} ${logicalId}`).sort()).toEqual([
      'add RebalanceSuspenderSuspension19361485',
      'add ScalerTurn9B312FD9',
      'remove azRebalanceSuspender',
      'remove scalerLambdaLogRetention878D0B27',
      'update instanceProfileRole47059124',
      'update launchTemplateDEE5742D',
      'update securityGroup32C48086',
    ]);
  });

  it('reports no change if only metadata and dependencies differ', () => {
    const template = ownStack();
    const moved = structuredClone(template) as { Resources: Record<string, object> };
    Object.assign(moved.Resources['autoScalingGroup'] ?? {}, { Metadata: { path: 'x' }, DependsOn: ['y'] });
    expect(examine({ deployed: template, wanted: moved })).toMatchObject({ changes: [], replaced: [] });
  });

  it.each<[string, Properties, string]>([
    [
      'another VPC replaces the security group',
      { securityGroup32C48086: { GroupDescription: 'AwsSemaphoreAgentStack/securityGroup', VpcId: 'vpc-2' } },
      'replace securityGroup32C48086',
    ],
    [
      'another stack name replaces the config parameter',
      { SemaphoreAgentConfigParameterF91637D0: { Name: 'other-config' } },
      'replace SemaphoreAgentConfigParameterF91637D0',
    ],
  ])('reports that %s', (_, properties, replaced) => {
    const found = examine({ wanted: ownStack(properties) }).replaced;
    expect(found.map(({ kind, logicalId }) => `${kind} ${logicalId}`)).toEqual([replaced]);
  });

  it('counts a deleted group as replaced', () => {
    const { Resources = {} } = ownStack();
    const others = Object.entries(Resources).filter(([id]) => id !== 'autoScalingGroup');
    expect(examine({ wanted: { Resources: Object.fromEntries(others) } }).replaced).toMatchObject([
      { kind: 'remove', logicalId: 'autoScalingGroup' },
    ]);
  });
});

describe('the decisions of an upgrade', () => {
  it('are SSH, IMDSv2 and SSM permissions for a plain fleet', () => {
    expect(decisionTexts({})).toEqual([
      expect.stringMatching(
        /^SSH: port 22 is open to 0\.0\.0\.0\/0 now, and will be open to nobody\..*SSH_INGRESS_CIDRS/,
      ),
      expect.stringMatching(/^IMDSv2: /),
      expect.stringMatching(
        /^SSM permissions: instances lose AmazonSSMManagedInstanceCore;.*MANAGED_POLICY_NAMES/,
      ),
    ]);
  });

  it('are empty for two equal stacks of this product', () => {
    expect(decisionTexts({ deployed: ownStack(), kmsKey: '11111111-2222-3333-4444-555555555555' })).toEqual(
      [],
    );
  });

  it('do not include instance types that stay', () => {
    const data = { launchTemplateDEE5742D: { LaunchTemplateData: { InstanceType: 't2.micro' } } };
    const texts = decisionTexts({ deployed: javascriptStack(data), wanted: ownStack(data) });
    expect(texts.filter((text) => text.startsWith('Instance types'))).toEqual([]);
  });

  it.each<[string, Partial<Upgrade>, RegExp]>([
    [
      'another image',
      {
        wanted: ownStack({
          launchTemplateDEE5742D: { LaunchTemplateData: { ImageId: 'ami-0bbbbbbbbbbbbbbbb' } },
        }),
      },
      /^Image: instances boot ami-0a+ now, and will boot ami-0b+\..*SEMAPHORE_AGENT_AMI=ami-0a+$/,
    ],
    [
      'an image that is found by name',
      { imageName: 'semaphore-agent-v1' },
      /^Image: .*the image named semaphore-agent-v1\..*SEMAPHORE_AGENT_AMI=ami-0a+$/,
    ],
    [
      'SSH from fewer ranges',
      {
        wanted: ownStack({
          securityGroup32C48086: {
            VpcId: 'vpc-1',
            SecurityGroupIngress: [{ CidrIp: '10.0.0.0/8', FromPort: 22, ToPort: 22, IpProtocol: 'tcp' }],
          },
        }),
      },
      /^SSH: port 22 is open to 0\.0\.0\.0\/0 now, and will be open to 10\.0\.0\.0\/8\./,
    ],
    [
      'a volume that gets encrypted',
      {
        wanted: ownStack({
          launchTemplateDEE5742D: {
            LaunchTemplateData: {
              ImageId: 'ami-0aaaaaaaaaaaaaaaa',
              BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true } }],
            },
          },
        }),
      },
      /^Volume: .*SEMAPHORE_AGENT_VOLUME_ENCRYPTED=false$/,
    ],
    [
      'a PascalCase override, which the JavaScript stack deployed as an empty one',
      {
        deployed: javascriptStack({
          autoScalingGroup: { MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{}] } } },
          launchTemplateDEE5742D: { LaunchTemplateData: { InstanceType: 't2.micro' } },
        }),
        wanted: ownStack({
          autoScalingGroup: {
            MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm5.large' }] } },
          },
          launchTemplateDEE5742D: { LaunchTemplateData: { InstanceType: 't2.micro' } },
        }),
      },
      /^Instance types: instances are t2\.micro now, and new ones will be m5\.large\..*OVERRIDES_JSON$/,
    ],
    [
      'a zone that the group leaves',
      { wanted: ownStack({ autoScalingGroup: { AvailabilityZones: ['eu-west-1a'] } }) },
      /^Placement: the group leaves eu-west-1b: /,
    ],
    [
      'instance types by requirements',
      {
        deployed: javascriptStack({
          launchTemplateDEE5742D: { LaunchTemplateData: { InstanceType: 't2.micro' } },
        }),
        wanted: ownStack({
          autoScalingGroup: {
            MixedInstancesPolicy: {
              LaunchTemplate: { Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2 } } }] },
            },
          },
        }),
      },
      /^Instance types: instances are t2\.micro now, and new ones will be all types that meet InstanceRequirements\./,
    ],
    [
      'subnets instead of zones',
      { wanted: ownStack({ autoScalingGroup: { VPCZoneIdentifier: ['subnet-1'] } }) },
      /^Placement: the group is in eu-west-1a, eu-west-1b now, and will be in subnet-1: /,
    ],
    [
      'a policy other than that of Systems Manager',
      {
        deployed: javascriptStack({
          instanceProfileRole47059124: {
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
          },
        }),
      },
      /^Policies: instances and their jobs lose the permissions of AmazonS3ReadOnlyAccess\./,
    ],
    [
      'the broader Systems Manager policy that older releases of the JavaScript stack attached',
      {
        deployed: javascriptStack({
          instanceProfileRole47059124: {
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM'],
          },
        }),
      },
      /^SSM permissions: instances lose AmazonEC2RoleforSSM; Session Manager still works/,
    ],
    [
      'a key by its bare id',
      { kmsKey: '11111111-2222-3333-4444-555555555555' },
      /^Token key: .*give its ARN$/,
    ],
    ['a multi-region key by its bare id', { kmsKey: `mrk-${'0'.repeat(32)}` }, /^Token key: /],
  ])('include %s', (_, upgrade, text) => {
    expect(decisionTexts(upgrade)).toContainEqual(expect.stringMatching(text));
  });

  it.each([
    'alias/ci',
    'arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555',
    undefined,
  ])('do not include the token key %s', (kmsKey) => {
    expect(decisionTexts({ kmsKey }).filter((text) => text.startsWith('Token key'))).toEqual([]);
  });
});
