import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';

/** An environment variable, or variable of make, that the builder passes to Packer. */
export interface BuildVariable {
  readonly key: string;
  /** Its name in the template. */
  readonly packer: string;
  /** The image's tag that records the value, if it affects the content of the image. */
  readonly tag?: string;
  readonly families: readonly ImageFamily[];
  readonly pattern: RegExp;
  readonly expected: string;
}

const LINUX: readonly ImageFamily[] = ['linux'];
const OVER_SSH: readonly ImageFamily[] = ['linux', 'macos'];
const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** An IPv4 range, except 0.0.0.0/0. */
const RANGE = `${OCTET}(\\.${OCTET}){3}/([1-9]|[12]\\d|3[0-2])`;
const RELEASE = /^v\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Settings for a single build. A permanent change of a version belongs in the family's versions.json. */
export const BUILD_VARIABLES: readonly BuildVariable[] = [
  {
    key: 'AMI_INSTANCE_TYPE',
    packer: 'instance_type',
    families: IMAGE_FAMILIES,
    pattern: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
    expected: 'an EC2 instance type',
  },
  {
    key: 'SOURCE_AMI',
    packer: 'source_ami',
    tag: 'Source_AMI',
    families: IMAGE_FAMILIES,
    pattern: /^ami-[0-9a-f]{8,17}$/,
    expected: 'an image id, ami-…',
  },
  {
    key: 'AGENT_VERSION',
    packer: 'agent_version',
    tag: 'Agent_Version',
    families: IMAGE_FAMILIES,
    pattern: RELEASE,
    expected: 'a release, e.g. v2.4.0',
  },
  {
    key: 'TOOLBOX_VERSION',
    packer: 'toolbox_version',
    tag: 'Toolbox_Version',
    families: IMAGE_FAMILIES,
    pattern: RELEASE,
    expected: 'a release, e.g. v1.44.0',
  },
  {
    key: 'AMI_INSTANCE_PROFILE',
    packer: 'iam_instance_profile',
    families: IMAGE_FAMILIES,
    pattern: /^[\w+=,.@-]{1,128}$/,
    expected: 'the name of an instance profile',
  },
  {
    key: 'AMI_SSH_INTERFACE',
    packer: 'ssh_interface',
    families: OVER_SSH,
    pattern: /^(public_ip|private_ip|public_dns|private_dns|session_manager)$/,
    expected: 'public_ip, private_ip, public_dns, private_dns or session_manager',
  },
  {
    key: 'AMI_SOURCE_CIDRS',
    packer: 'source_cidrs',
    families: IMAGE_FAMILIES,
    pattern: new RegExp(`^${RANGE}( *, *${RANGE})*$`),
    expected: 'a list of IPv4 ranges, separated by commas, e.g. 198.51.100.0/24; 0.0.0.0/0 is refused',
  },
  {
    key: 'ROOT_VOLUME_SIZE',
    packer: 'root_volume_size',
    tag: 'Root_Volume_Size',
    families: LINUX,
    pattern: /^([89]|[1-9]\d{1,4})$/,
    expected: 'a size in GiB, 8 or more',
  },
  {
    key: 'APT_HOLD_PATTERNS',
    packer: 'apt_hold_patterns',
    tag: 'Apt_Hold_Patterns',
    families: LINUX,
    // EC2 limits a tag's value to 256 characters, but checks it only when Packer creates the image.
    pattern: /^[\w.+:*?[\]",\s-]{1,256}$/,
    expected:
      'a list of package name patterns, separated by commas or blanks, or a JSON list; at most 256 characters',
  },
  {
    key: 'ANSIBLE_VERBOSITY',
    packer: 'ansible_verbosity',
    families: LINUX,
    pattern: /^[0-4]$/,
    expected: '0 to 4',
  },
  {
    key: 'INSTALL_ERLANG',
    packer: 'install_erlang',
    tag: 'Install_Erlang',
    families: LINUX,
    pattern: /^(true|false)$/,
    expected: 'true or false',
  },
  {
    key: 'SYSTEMD_RESTART_SECONDS',
    packer: 'systemd_restart_seconds',
    tag: 'Systemd_Restart_Seconds',
    families: LINUX,
    pattern: /^[1-9]\d{0,6}$/,
    expected: 'a number of seconds, 1 or more',
  },
  {
    key: 'MACOS_VERSION',
    packer: 'macos_version',
    tag: 'macOS_Version',
    families: ['macos'],
    pattern: /^(1[2-9]|[2-9]\d)(\.\d+)*$/,
    expected: 'a version of macOS, 12 or newer',
  },
];
