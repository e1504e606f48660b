import { createHash } from 'node:crypto';
import type { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { RootVolume, Tag } from '@agent-aws-stack/config';
import { APPLICATION_TAG, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { core, ec2, iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

export interface AgentLaunchTemplateProps {
  readonly names: FleetNames;
  readonly imageId: string;
  readonly instanceType: string;
  readonly role: Role;
  readonly securityGroupId: string;
  /** Plain text, without Base64 encoding. @param revision - of the launch template; undefined: gives the text without any revision */
  readonly userData: (revision: string | undefined) => string;
  readonly keyName: string | undefined;
  /** @default - the root volume that the image describes */
  readonly rootVolume: RootVolume | undefined;
  /** With 1, only the instance reaches the metadata service. With 2, its containers do too. */
  readonly imdsHopLimit: number;
  /** Whether instances can read their tags from the metadata service. EC2 then refuses keys with spaces or slashes. */
  readonly tagsInMetadata: boolean;
  readonly useIpv6: boolean;
  /** Tags of the launch template, and of the instances and volumes launched from it. */
  readonly tags: readonly Tag[];
  readonly mac?:
    { readonly hostResourceGroupArn: string; readonly licenseConfigurationArn: string } | undefined;
}

/** The launch template of the fleet's instances, with their instance profile. */
export class AgentLaunchTemplate extends Construct {
  readonly template: CfnLaunchTemplate;
  /** Differs for each image, and after each other change of the launch template. */
  readonly revision: string;

  constructor(scope: Construct, id: string, props: AgentLaunchTemplateProps) {
    super(scope, id);
    const profile = new iam.CfnInstanceProfile(this, 'Profile', { roles: [props.role.roleName] });
    const tags = lastOfEachKey([{ key: 'Name', value: props.names.fleet }, ...props.tags]);
    const data = {
      imageId: props.imageId,
      instanceType: props.instanceType,
      iamInstanceProfile: { arn: profile.attrArn },
      userData: core.Fn.base64(props.userData(undefined)),
      keyName: props.keyName,
      // An instance shuts itself down when its agent has ended. EC2 must then terminate it, not keep it stopped.
      instanceInitiatedShutdownBehavior: 'terminate',
      metadataOptions: {
        httpTokens: 'required',
        httpPutResponseHopLimit: props.imdsHopLimit,
        instanceMetadataTags: props.tagsInMetadata ? 'enabled' : undefined,
      },
      ...networkOf(props),
      ...(props.rootVolume && { blockDeviceMappings: [mappingOf(props.rootVolume)] }),
      ...(props.mac && {
        placement: { hostResourceGroupArn: props.mac.hostResourceGroupArn },
        licenseSpecifications: [{ licenseConfigurationArn: props.mac.licenseConfigurationArn }],
      }),
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
    };
    this.revision = revisionOf(this, data);
    this.template = new ec2.CfnLaunchTemplate(this, 'Template', {
      launchTemplateData: { ...data, userData: core.Fn.base64(props.userData(this.revision)) },
      // CloudFormation does not tag launch templates itself (decision 0040). The execution policies recognize a launch template by
      // the application tag, so a tag of the user with the same key must not replace it.
      tagSpecifications: [
        { resourceType: 'launch-template', tags: lastOfEachKey([...tags, APPLICATION_TAG]) },
      ],
    });
    props.names.keepLogicalId(profile, LOGICAL_IDS.instanceProfile);
    props.names.keepLogicalId(this.template, LOGICAL_IDS.launchTemplate);
  }
}

/** The id of the image may be known only at deployment, when it is too late to hash it, so the revision contains the id itself. */
function revisionOf(scope: Construct, data: CfnLaunchTemplate.LaunchTemplateDataProperty): string {
  const known: unknown = core.Stack.of(scope).resolve(data);
  const hash = createHash('sha256').update(JSON.stringify(known)).digest('hex');
  return `${data.imageId}-${hash.slice(0, 12)}`;
}

/** EC2 refuses two tags with the same key, so only the last tag of each key stays. */
const lastOfEachKey = (tags: readonly Tag[]): Tag[] => [
  ...new Map(tags.map((tag) => [tag.key, tag])).values(),
];

/** EC2 expects the security groups inside the network interface if the template describes one, else at the top level. */
function networkOf({ useIpv6, securityGroupId }: AgentLaunchTemplateProps) {
  const groups = [securityGroupId];
  return useIpv6
    ? { networkInterfaces: [{ deviceIndex: 0, ipv6AddressCount: 1, groups }] }
    : { securityGroupIds: groups };
}

function mappingOf(volume: RootVolume): CfnLaunchTemplate.BlockDeviceMappingProperty {
  return {
    deviceName: volume.deviceName,
    ebs: {
      volumeType: volume.type,
      volumeSize: volume.sizeGib,
      iops: volume.iops,
      throughput: volume.throughputMibps,
      volumeInitializationRate: volume.initializationRateMibps,
      encrypted: volume.encrypted,
      kmsKeyId: volume.kmsKey,
      deleteOnTermination: true,
    },
  };
}
