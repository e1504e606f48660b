import { describe, expect, it } from '@jest/globals';
import type { Stack } from 'aws-cdk-lib';
import type { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Alias, Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { AgentFleet } from './agent-fleet.ts';
import { core, ec2, iam, ssm } from './cdk.ts';
import type { AgentFleetProps } from './props/agent-fleet-props.ts';
import { MINIMAL, synthesize } from './testing/synthesize.ts';
import type { Resource, Resources } from './testing/synthesize.ts';

const withFleets = (...ids: string[]) =>
  synthesize((stack, bundles) => {
    for (const id of ids) new AgentFleet(stack, id, { ...MINIMAL, bundles });
  }).resources;

const ofType = (resources: Resources, type: string): readonly Resource[] =>
  Object.values(resources).filter(({ Type }) => Type === type);

const statements = (resources: Resources, sid: string): readonly Statement[] =>
  ofType(resources, 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => (Properties as unknown as Policy).PolicyDocument.Statement)
    .filter(({ Sid }) => Sid === sid);

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface Statement {
  readonly Sid?: string;
  readonly Resource: unknown;
}

const keyOfApp = { 'Fn::GetAtt': [expect.stringMatching(/^Key[0-9A-F]{8}$/), 'Arn'] };

/** Names that must be unique in an account and region. */
function physicalNames(resources: Resources): readonly string[] {
  const isName = /^(?:AlarmName|DashboardName|LogGroupName|Name)$/;
  return Object.values(resources)
    .filter(({ Type }) => Type !== 'AWS::Logs::QueryDefinition')
    .flatMap(({ Properties }) => Object.entries(Properties).filter(([key]) => isName.test(key)))
    .map(([, name]) => String(name));
}

describe('a fleet with the id Default', () => {
  it('has the logical ids and names that the command line deploys', () => {
    const resources = withFleets('Default');
    const absent = [LOGICAL_IDS.hostResourceGroup, LOGICAL_IDS.scalerSecurityGroup];
    const ids = Object.values(LOGICAL_IDS).filter((id) => !absent.some((each) => each === id));
    expect(Object.keys(resources)).toEqual(expect.arrayContaining(ids));
    expect(physicalNames(resources)).toEqual(
      expect.arrayContaining(['ci-config', 'ci-scaler-silent', '/aws/lambda/ci/agent-scaler']),
    );
  });
});

describe('two fleets in one stack', () => {
  const both = withFleets('Linux', 'Arm');

  it('create each resource twice, with different names', () => {
    expect(Object.keys(both)).toHaveLength(2 * Object.keys(withFleets('Linux')).length);
    const names = physicalNames(both);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['ci-Linux-config', 'ci-Arm-config']));
  });

  it.each([
    ['ci-Linux', 'LinuxautoScalingGroup'],
    ['ci-Arm', 'ArmautoScalingGroup'],
  ])('give the roles of %s access to its own group only', (fleet, group) => {
    const policies = ofType(both, 'AWS::IAM::Policy').filter(({ Properties }) =>
      String(Properties['PolicyName']).startsWith(`${fleet}-`),
    );
    const patterns = policies.flatMap(
      ({ Properties }) => JSON.stringify(Properties).match(/autoScalingGroupName\/[^"]*/g) ?? [],
    );
    expect(both).toHaveProperty(group);
    expect(new Set(patterns)).toEqual(new Set([`autoScalingGroupName/ci-${group}-*`]));
  });
});

describe('a fleet', () => {
  it('runs in a VPC of the same app, with CDK tokens for its ids, and can be granted permissions', () => {
    const { resources } = synthesize((stack, bundles) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
      const token = new ssm.StringParameter(stack, 'Token', { stringValue: 'placeholder' });
      const limit = new core.CfnParameter(stack, 'Limit', { type: 'Number' });
      const fleet = new AgentFleet(stack, 'Linux', {
        ...MINIMAL,
        token: { parameterName: token.parameterName },
        group: { maxSize: limit.valueAsNumber },
        network: { vpc },
        bundles,
      });
      token.grantRead(fleet);
    });
    const subnets = [1, 2].map((zone) => ({
      Ref: expect.stringMatching(new RegExp(`^VpcPrivateSubnet${zone}Subnet`)),
    }));
    expect(resources['LinuxautoScalingGroup']?.Properties).toMatchObject({
      VPCZoneIdentifier: subnets,
      MaxSize: { Ref: 'Limit' },
    });
    expect(resources[`Linux${LOGICAL_IDS.scalerFunction}`]?.Properties['VpcConfig']).toMatchObject({
      SubnetIds: subnets,
    });
    const rolePolicies = ofType(resources, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties['Roles']).includes(`Linux${LOGICAL_IDS.instanceRole}`),
    );
    expect(JSON.stringify(rolePolicies)).toContain('ssm:DescribeParameters');
  });

  it('starts in a VPC of the same app only when its subnets have their routes', () => {
    const { resources } = synthesize((stack, bundles) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
      new AgentFleet(stack, 'Linux', { ...MINIMAL, network: { vpc }, bundles });
    });
    for (const id of [LOGICAL_IDS.group, LOGICAL_IDS.scalerFunction]) {
      const route = expect.stringMatching(/^VpcPrivateSubnet1DefaultRoute/);
      expect(resources[`Linux${id}`]?.DependsOn).toEqual(expect.arrayContaining([route]));
    }
  });

  const { PUBLIC: publicType, PRIVATE_WITH_EGRESS: privateType } = ec2.SubnetType;
  it.each<[string, SubnetType[], Partial<AgentFleetProps>, number]>([
    ['if the VPC has no others', [publicType], {}, 1],
    ['unless the VPC has private ones', [publicType, privateType], {}, 0],
    [
      'unless the scaler has private ones of its own',
      [publicType, privateType],
      {
        network: { vpcSubnets: { subnetType: publicType } },
        scaler: { vpcSubnets: { subnetType: privateType } },
      },
      0,
    ],
    ['unless the scaler is turned off', [publicType], { scaler: { enabled: false } }, 0],
  ])('warns that its scaler is in public subnets, %s', (_, types, props, warnings) => {
    const { assembly } = synthesize((stack, bundles) => {
      const subnetConfiguration = types.map((subnetType) => ({ name: subnetType, subnetType }));
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration });
      new AgentFleet(stack, 'Linux', { ...MINIMAL, ...props, network: { vpc, ...props.network }, bundles });
    });
    const messages = assembly.getStackByName('ci').messages.map(({ entry }) => String(entry.data));
    expect(messages.filter((text) => text.startsWith('The scaler is in a public subnet'))).toHaveLength(
      warnings,
    );
  });

  it('may read a token whose hierarchical name is known only at deployment', () => {
    const { resources } = synthesize((stack, bundles) => {
      const { valueAsString: parameterName } = new core.CfnParameter(stack, 'TokenName');
      new AgentFleet(stack, 'Linux', { ...MINIMAL, token: { parameterName }, bundles });
    });
    const name = { 'Fn::Join': ['', ['parameter/', { Ref: 'TokenName' }]] };
    const arn = [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':ssm:us-east-1:111111111111:',
      { 'Fn::Sub': ['${Resource}', { Resource: { 'Fn::Join': ['/', { 'Fn::Split': ['//', name] }] } }] },
    ];
    const read = ['ReadToken', 'ReadOwnParameters'].flatMap((sid) => statements(resources, sid));
    expect(read.map(({ Resource: resource }) => [resource].flat())).toEqual(
      Array(2).fill(expect.arrayContaining([{ 'Fn::Join': ['', arn] }])),
    );
  });

  const keyId = '0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a';
  const kmsArn = (resource: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:us-east-1:111111111111:${resource}`]],
  });
  it.each<[string, (stack: Stack) => IKey, unknown]>([
    ['a key of the app', (stack) => new Key(stack, 'Key'), keyOfApp],
    ['an alias of the app', (stack) => new Key(stack, 'Key').addAlias('ci'), keyOfApp],
    [
      'an imported key',
      (stack) => Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:111111111111:key/${keyId}`),
      kmsArn(`key/${keyId}`),
    ],
    [
      'a key whose ARN is a CDK token',
      (stack) => Key.fromKeyArn(stack, 'Key', core.Fn.importValue('key')),
      { 'Fn::ImportValue': 'key' },
    ],
    ['an imported alias', (stack) => Alias.fromAliasName(stack, 'Key', 'alias/ci'), kmsArn('key/*')],
  ])('decrypts the token with %s', (_, keyOf, resource) => {
    const { resources } = synthesize((stack, bundles) => {
      const token = { parameterName: '/ci/token', kmsKey: keyOf(stack) };
      new AgentFleet(stack, 'Linux', { ...MINIMAL, token, bundles });
    });
    expect(statements(resources, 'DecryptToken')).toEqual(
      Array(2).fill(expect.objectContaining({ Resource: resource })),
    );
  });

  it('looks up the default VPC and the newest image if neither a VPC nor an image is given', () => {
    const { assembly } = synthesize((stack, bundles) => {
      new AgentFleet(stack, 'Linux', { ...MINIMAL, instance: {}, network: {}, bundles });
    });
    const missing = (assembly.manifest.missing ?? []).map(({ props }) => JSON.stringify(props));
    expect(missing).toEqual([
      expect.stringContaining('"isDefault":"true"'),
      expect.stringContaining('"semaphore-agent-v*-ubuntu-focal-x86_64-*"'),
    ]);
  });

  it('can be part of a nested stack', () => {
    const { assembly } = synthesize((stack, bundles) => {
      new AgentFleet(new core.NestedStack(stack, 'Nested'), 'Linux', { ...MINIMAL, bundles });
    });
    expect(assembly.getStackByName('ci').template).toMatchObject({ Resources: {} });
  });

  it('names its resources after `fleetName` if it is given', () => {
    const { resources } = synthesize((stack, bundles) => {
      new AgentFleet(stack, 'Linux', { ...MINIMAL, fleetName: 'builders', bundles });
    });
    expect(physicalNames(resources)).toEqual(expect.arrayContaining(['builders-config']));
  });

  it('notifies the given actions of its alarms', () => {
    const { resources } = synthesize((stack, bundles) => {
      const actions = [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:111111111111:ops' }) }];
      new AgentFleet(stack, 'Linux', { ...MINIMAL, alarms: { actions }, bundles });
    });
    const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(5);
    for (const { Properties } of alarms) expect(Properties['AlarmActions']).toHaveLength(1);
  });

  it.each([
    ['in a known region', { account: '111111111111', region: 'us-east-1' }],
    ['in any region', {}],
  ])('%s has only acknowledged findings of cdk-nag', (_, env) => {
    const findings: unknown[] = [];
    const instance = {
      machineImage: ec2.MachineImage.fromSsmParameter('/images/agent'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
    };
    synthesize((stack, bundles, app) => {
      const token = { parameterName: core.Fn.importValue('token') };
      new AgentFleet(stack, 'Linux', { ...MINIMAL, instance, bundles });
      new AgentFleet(stack, 'Arm', { ...MINIMAL, token, instance, bundles });
      const { violations } = new AwsSolutionsChecks(app).validateScope(app);
      findings.push(...violations.map(({ ruleName }) => ruleName));
    }, env);
    expect(findings).toEqual([]);
  });
});
