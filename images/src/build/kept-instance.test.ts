import type { ImageFamily } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { describeKept, keptInstance } from './kept-instance.ts';
import type { PackerEvent } from './machine-readable.ts';

const prefix = '    semaphore-agent-linux.amazon-ebs.ubuntu: ';
const printed = (...texts: string[]): PackerEvent[] =>
  texts.map((text) => ({ kind: 'text', text: prefix + text }));

const LAUNCHED = [
  'Creating temporary keypair: packer_6749',
  'Creating temporary security group for this instance: packer_6749-group',
  'Instance ID: i-0123456789abcdef0',
  'Public IP: 198.51.100.7',
];

describe('keptInstance', () => {
  it('reads the instance, its address, key pair and security group', () => {
    expect(keptInstance(printed(...LAUNCHED))).toEqual({
      instanceId: 'i-0123456789abcdef0',
      address: '198.51.100.7',
      keyPair: 'packer_6749',
      securityGroup: 'packer_6749-group',
    });
  });

  it('prefers the address to which Packer connected', () => {
    const events = printed(...LAUNCHED, 'Using SSH communicator to connect: 10.0.0.7');
    expect(keptInstance(events)?.address).toBe('10.0.0.7');
  });

  it('returns undefined if no instance was launched', () => {
    expect(keptInstance(printed('Creating temporary keypair: packer_6749'))).toBeUndefined();
  });
});

describe('describeKept', () => {
  const lines = (family: ImageFamily, isSessionManager = false) => {
    const kept = keptInstance(printed(...LAUNCHED));
    if (kept === undefined) throw new Error('nothing kept');
    return describeKept(kept, { family, region: 'eu-west-1', keyFile: 'key.pem', isSessionManager }).join(
      '\n',
    );
  };

  it.each<[ImageFamily, boolean, RegExp]>([
    ['linux', false, /ssh -i key\.pem ubuntu@198\.51\.100\.7[^]*cloud-init-output\.log/],
    ['macos', false, /ssh -i key\.pem ec2-user@198\.51\.100\.7[^]*ec2-macos-init\.log/],
    [
      'windows',
      false,
      /get-password-data .*--priv-launch-key key\.pem[^]*Enter-PSSession 198\.51\.100\.7[^]*agent\.log/,
    ],
    ['linux', true, /aws ssm start-session --target i-0123456789abcdef0 --region eu-west-1/],
  ])(
    'names the logs and the command that connects to a %s instance (by Session Manager: %s)',
    (family, manager, expected) => {
      expect(lines(family, manager)).toMatch(expected);
    },
  );

  it('lists the commands that remove everything kept', () => {
    expect(lines('linux')).toMatch(
      /terminate-instances --instance-ids i-0123456789abcdef0 .*\n.*wait .*\n.*delete-key-pair --key-name packer_6749 .*\n.*--group-name packer_6749-group --region eu-west-1$/,
    );
  });
});
