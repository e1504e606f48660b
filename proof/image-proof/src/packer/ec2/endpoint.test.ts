import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { ACCOUNT, imagesOfTheRegion, NEWEST, OWN_SOURCE, SILENT } from '../images-of-the-region.ts';
import { Account, type Computer } from './account.ts';
import { ec2Endpoint } from './endpoint.ts';

/** A computer that boots on request, or fails to with the given fault. */
class FakeComputer implements Computer {
  readonly calls: string[] = [];
  readonly #events = new EventEmitter();

  async boot(_instanceId: string, publicKey: string): Promise<void> {
    this.calls.push(`boot with ${publicKey}`);
    await once(this.#events, 'booted');
  }

  async powerOff(): Promise<void> {
    this.calls.push('power off');
  }

  booted(fault?: Error): void {
    this.#events.emit(fault === undefined ? 'booted' : 'error', fault);
  }
}

let computer: FakeComputer;
let account: Account;
let server: AwsServer;

beforeEach(async () => {
  computer = new FakeComputer();
  account = new Account({
    ...{ id: ACCOUNT, region: 'us-east-1', images: imagesOfTheRegion('noble', 'x86_64') },
    ports: {
      computer: ({ imageId }) => (imageId === SILENT ? undefined : computer),
      makeKeyPair: () => Promise.resolve({ privateKey: 'private', publicKey: 'public' }),
      now: () => new Date(0),
    },
  });
  server = await AwsServer.start(ec2Endpoint(account));
});
afterEach(() => server[Symbol.asyncDispose]());

/** The answer's XML. */
async function ask(action: string, input: Readonly<Record<string, string>> = {}): Promise<string> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/ec2/aws4_request';
  const body = new URLSearchParams({ Action: action, ...input });
  return (await fetch(server.url, { method: 'POST', headers: { authorization }, body })).text();
}

const valueIn = (xml: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)<`).exec(xml)?.[1] ?? '';

async function launch(imageId: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  await ask('CreateKeyPair', { KeyName: 'key' });
  const groupId = valueIn(await ask('CreateSecurityGroup', { GroupName: 'group' }), 'groupId');
  const answer = await ask('RunInstances', {
    ...{ ImageId: imageId, InstanceType: 't3.medium', KeyName: 'key', 'SecurityGroupId.1': groupId },
    ...more,
  });
  return valueIn(answer, 'instanceId');
}

const rootVolume = (encrypted: boolean, deleted = true): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      DeviceName: '/dev/sda1',
      'Ebs.Encrypted': String(encrypted),
      'Ebs.DeleteOnTermination': String(deleted),
      'Ebs.VolumeType': 'gp3',
      'Ebs.VolumeSize': '16',
    }).map(([key, value]) => [`BlockDeviceMapping.1.${key}`, value]),
  );

const stateOf = async (id: string): Promise<string> =>
  /<name>([^<]*)<\/name>/.exec(await ask('DescribeInstances', { 'InstanceId.1': id }))?.[1] ?? '';

async function stopped(id: string): Promise<void> {
  await ask('StopInstances', { 'InstanceId.1': id });
  expect(await stateOf(id)).toBe('stopped');
}

describe('the endpoint of EC2', () => {
  it('runs an instance when its computer has booted, with its key pair', async () => {
    const id = await launch(NEWEST);
    expect(await stateOf(id)).toBe('pending');
    computer.booted();
    expect(await stateOf(id)).toBe('running');
    await ask('TerminateInstances', { 'InstanceId.1': id });
    expect(await stateOf(id)).toBe('terminated');
    expect(computer.calls).toEqual(['boot with public', 'power off']);
  });

  it('says why an instance does not run', async () => {
    const id = await launch(NEWEST);
    computer.booted(new Error('no disk'));
    expect(await ask('DescribeInstances', { 'InstanceId.1': id })).toMatch(/terminated.*no disk/);
  });

  it('makes an image of a stopped instance, encrypted as its volume, pending at first', async () => {
    const id = await launch(OWN_SOURCE, rootVolume(true));
    computer.booted();
    await stopped(id);
    const imageId = valueIn(await ask('CreateImage', { InstanceId: id, Name: 'made' }), 'imageId');
    const states = [];
    for (let look = 0; look < 2; look++) {
      states.push(valueIn(await ask('DescribeImages', { 'ImageId.1': imageId }), 'imageState'));
    }
    expect(states).toEqual(['pending', 'available']);
    const { snapshotId } = account.image(imageId);
    await ask('CreateTags', {
      ...{ 'ResourceId.1': imageId, 'ResourceId.2': snapshotId, 'Tag.1.Key': 'Name', 'Tag.1.Value': 'agent' },
    });
    expect(account.image(imageId)).toMatchObject({
      encrypted: true,
      ownerId: ACCOUNT,
      tags: new Map([['Name', 'agent']]),
    });
    expect(account.snapshots.get(snapshotId)).toEqual(new Map([['Name', 'agent']]));
  });

  it('refuses an image of a running instance, and a name that is taken', async () => {
    const id = await launch(SILENT, rootVolume(false));
    expect(await ask('CreateImage', { InstanceId: id, Name: 'made' })).toContain('IncorrectInstanceState');
    await stopped(id);
    expect(await ask('CreateImage', { InstanceId: id, Name: 'silent' })).toContain(
      'InvalidAMIName.Duplicate',
    );
  });

  it('deletes a snapshot only when no image is made of it, and images of the account only', async () => {
    const { snapshotId } = account.image(OWN_SOURCE);
    expect(await ask('DeleteSnapshot', { SnapshotId: snapshotId })).toContain('InvalidSnapshot.InUse');
    expect(await ask('DeregisterImage', { ImageId: NEWEST })).toContain('AuthFailure');
    await ask('DeregisterImage', { ImageId: OWN_SOURCE });
    await ask('DeleteSnapshot', { SnapshotId: snapshotId });
    expect(account.snapshots.has(snapshotId)).toBe(false);
  });

  it('knows what is left over', async () => {
    const id = await launch(SILENT, rootVolume(true, false));
    const [groupId = ''] = account.securityGroups.keys();
    expect(account.leftovers()).toEqual([
      ...[`${id} is running`, `a volume of ${id}`, 'key pair key', `security group ${groupId}`],
    ]);
    await ask('TerminateInstances', { 'InstanceId.1': id });
    await ask('DeleteKeyPair', { KeyName: 'key' });
    await ask('DeleteSecurityGroup', { GroupId: groupId });
    expect(account.leftovers()).toEqual([`a volume of ${id}`]);
  });

  it.each([
    ['InvalidAction', 'RebootInstances', {}],
    ['InvalidInstanceID.NotFound', 'DescribeInstances', { 'InstanceId.1': 'i-0' }],
    ['InvalidParameterValue', 'RunInstances', { ImageId: NEWEST }],
    ['InvalidGroup.NotFound', 'DeleteSecurityGroup', { GroupId: 'sg-0' }],
  ])('refuses with %s', async (code, action, input) => {
    expect(await ask(action, input)).toContain(`<Code>${code}</Code>`);
  });
});
