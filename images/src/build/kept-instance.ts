import type { ImageFamily } from '@agent-aws-stack/contract';
import { textOf, type PackerEvent } from './machine-readable.ts';

/** An instance that a failed build has kept, with the resources that Packer created for it. */
export interface KeptInstance {
  readonly instanceId: string;
  readonly address: string | undefined;
  readonly keyPair: string | undefined;
  readonly securityGroup: string | undefined;
}

export interface ConnectionOptions {
  readonly family: ImageFamily;
  readonly region: string;
  /** The private key that Packer saved. */
  readonly keyFile: string;
  /** Whether connections go through Systems Manager. */
  readonly isSessionManager: boolean;
}

/** Lines of packer-plugin-amazon 1.3.4: builder/common/step_run_source_instance.go, step_key_pair.go, step_security_group.go. */
const INSTANCE = /Instance ID: (i-[0-9a-f]+)/;
const ADDRESSES = [/communicator to connect: (\S+)/, /Public IP: (\S+)/, /Private IP: (\S+)/];
const KEY_PAIR = /Creating temporary keypair: (\S+)/;
const SECURITY_GROUP = /Creating temporary security group for this instance: (\S+)/;

/** The kept instance, read from Packer's output; undefined if none was launched. */
export function keptInstance(events: readonly PackerEvent[]): KeptInstance | undefined {
  const texts = events.map(textOf);
  const first = (pattern: RegExp): string | undefined =>
    texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  const instanceId = first(INSTANCE);
  if (instanceId === undefined) return undefined;
  return {
    instanceId,
    address: ADDRESSES.map(first).find((found) => found !== undefined),
    keyPair: first(KEY_PAIR),
    securityGroup: first(SECURITY_GROUP),
  };
}

const USERS: Readonly<Record<ImageFamily, string>> = {
  linux: 'ubuntu',
  windows: 'Administrator',
  macos: 'ec2-user',
};

/** Logs on the instance, in addition to Packer's own. */
const LOGS: Readonly<Record<ImageFamily, string>> = {
  linux: '/var/log/cloud-init-output.log (first boot), /var/log/apt/term.log (packages)',
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2.html
  windows: String.raw`C:\ProgramData\Amazon\EC2Launch\log\agent.log (first boot), C:\Windows\Temp (installers)`,
  // aws/ec2-macos-init, Library/LaunchDaemons/com.amazon.ec2.macos-init.plist
  macos: '/var/log/amazon/ec2/ec2-macos-init.log (first boot), /var/log/install.log (installers)',
};

/** Describes how to inspect the instance and how to remove it. */
export function describeKept(kept: KeptInstance, options: ConnectionOptions): readonly string[] {
  const { instanceId, keyPair, securityGroup } = kept;
  const { family, region } = options;
  const aws = (command: string): string => `  aws ec2 ${command} --region ${region}`;
  return [
    `Kept for inspection: instance ${instanceId}. It costs money until you terminate it.`,
    ...connection(kept, options),
    `Logs: ${LOGS[family]}`,
    'To remove everything kept:',
    aws(`terminate-instances --instance-ids ${instanceId}`),
    aws(`wait instance-terminated --instance-ids ${instanceId}`),
    ...(keyPair === undefined ? [] : [aws(`delete-key-pair --key-name ${keyPair}`)]),
    ...(securityGroup === undefined ? [] : [aws(`delete-security-group --group-name ${securityGroup}`)]),
  ];
}

function connection(
  { instanceId, address = '<address>' }: KeptInstance,
  { family, region, keyFile, isSessionManager }: ConnectionOptions,
): readonly string[] {
  if (isSessionManager)
    return ['To connect:', `  aws ssm start-session --target ${instanceId} --region ${region}`];
  if (family !== 'windows') return ['To connect:', `  ssh -i ${keyFile} ${USERS[family]}@${address}`];
  return [
    'To connect, get the password, then open a PowerShell session:',
    `  aws ec2 get-password-data --instance-id ${instanceId} --priv-launch-key ${keyFile} --region ${region}`,
    `  Enter-PSSession ${address} -UseSSL -Credential ${USERS[family]} -SessionOption (New-PSSessionOption -SkipCACheck -SkipCNCheck)`,
  ];
}
