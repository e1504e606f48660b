import type { EbsDeviceVolumeType, IKeyPair, IMachineImage, InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Size } from 'aws-cdk-lib';

/** Settings of the instances. */
export interface InstanceSettings {
  /**
   * The operating system: `ubuntu-focal`, `ubuntu-jammy`, `ubuntu-noble`, `windows` (Windows Server 2019), `windows-2022`,
   * `windows-2025` or `macos`. With a `machineImage`, any name is allowed, and the only effect of a name other than
   * `macos` is the shell of the user data: PowerShell for `windows` and for names that start with `windows-`, bash for all others.
   * @default ubuntu-focal
   */
  readonly os?: string | undefined;
  /**
   * The processor architecture of the image that is looked up. Every instance type must match it. No effect with
   * `machineImage`.
   * @default x86_64
   */
  readonly arch?: 'x86_64' | 'arm64' | undefined;
  /**
   * The instance type in the launch template. On macOS, `mac.families` sets it instead.
   * @default t2.micro
   */
  readonly instanceType?: InstanceType | undefined;
  /**
   * The image to launch. It must be an image that `agent-aws-stack images build` built, or be built on one, because instances run its
   * start script.
   * @default - your account's newest image for this operating system and architecture, looked up by its name
   */
  readonly machineImage?: IMachineImage | undefined;
  /**
   * The EC2 key pair to install for SSH. To open the port as well, set `network.sshIngressCidrs`.
   * @default - no key pair
   */
  readonly keyPair?: IKeyPair | undefined;
  /**
   * Managed policies to attach to the instances' role. Every job uses this role, unless `agent.jobIsolation` is `strict`.
   * @default - none
   */
  readonly managedPolicies?: readonly IManagedPolicy[] | undefined;
  /**
   * What the instances' role may do with AWS Systems Manager. `unrestricted`: all actions of AmazonSSMManagedInstanceCore
   * except reading parameters, on all resources. `restricted`: the same actions, but the role can read only documents that
   * AWS owns, and can report the state only of EC2 instances of the stack's account and region. `default-host-management`:
   * nothing, because the account's Default Host Management Configuration gives instances a role for it.
   * @default unrestricted
   */
  readonly systemsManager?: 'unrestricted' | 'restricted' | 'default-host-management' | undefined;
  /**
   * Hop limit of the instance metadata service: with 1, containers on a bridge network cannot reach it; with 2, they can.
   * Processes outside containers, and containers that use the instance's network (`--network host`), always can. IMDSv2 is
   * always required.
   * @default 2
   */
  readonly imdsHopLimit?: number | undefined;
  /**
   * The root volume.
   * @default - the root volume that the image describes
   */
  readonly rootVolume?: RootVolumeSettings | undefined;
  /**
   * Dedicated Mac hosts; required on macOS.
   * @default - none; other operating systems need none
   */
  readonly mac?: MacSettings | undefined;
  /**
   * Tags of the launch template, and of the instances and volumes launched from it, where `Tags.of(fleet)` does not reach.
   * @default - the tags Name and application
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Settings of the instances' root volume. */
export interface RootVolumeSettings {
  /** Name of the image's root device, such as `/dev/sda1`. */
  readonly deviceName: string;
  /**
   * The EBS volume type. `st1` and `sc1` cannot be used as a root volume.
   * @default EbsDeviceVolumeType.GP2
   */
  readonly type?: EbsDeviceVolumeType | undefined;
  /**
   * Size of the volume.
   * @default Size.gibibytes(64)
   */
  readonly size?: Size | undefined;
  /**
   * I/O operations per second: required for io1 and io2, optional for gp3 (3000 or more).
   * @default - that of the volume type
   */
  readonly iops?: number | undefined;
  /**
   * Throughput in MiB/s, for gp3 only (from 125).
   * @default - that of the volume type
   */
  readonly throughputMibps?: number | undefined;
  /**
   * The rate in MiB/s at which EBS fills a new volume with the image's data, from 100 to 300, for an additional price at each
   * launch. Launches above the account's quota fail, by default above 5,000 MiB/s in a region: 16 at once with a rate of 300.
   * @default - EBS reads each block when it is first used
   */
  readonly initializationRateMibps?: number | undefined;
  /**
   * Whether the volume is encrypted. Do not set it to false with an encrypted image: its instances fail to launch.
   * @default true
   */
  readonly encrypted?: boolean | undefined;
  /**
   * The KMS key of the volume: a key id, key ARN, alias or alias ARN. Its policy must allow the Auto Scaling service-linked
   * role.
   * @default - the default key for EBS, alias/aws/ebs
   */
  readonly kmsKey?: string | undefined;
}

/** Settings of the dedicated hosts of a macOS fleet. */
export interface MacSettings {
  /** ARN of the License Manager configuration used to place Mac instances on dedicated hosts. */
  readonly licenseConfigurationArn: string;
  /**
   * The Mac instance families to use; each stands for the instance type `<family>.metal`. All must have the same
   * architecture.
   * @default mac2
   */
  readonly families?: readonly string[] | undefined;
  /**
   * Dedicated hosts that you have already allocated, to add to the fleet's host resource group. Required if
   * `autoAllocateHost` is false.
   * @default - none
   */
  readonly dedicatedHostIds?: readonly string[] | undefined;
  /**
   * Whether the host resource group allocates a dedicated host when none is free for a new instance.
   * @default true
   */
  readonly autoAllocateHost?: boolean | undefined;
  /**
   * Whether the host resource group releases dedicated hosts that are no longer in use. Set it to false if you add hosts of
   * your own; otherwise License Manager releases those too.
   * @default true
   */
  readonly autoReleaseHost?: boolean | undefined;
}
