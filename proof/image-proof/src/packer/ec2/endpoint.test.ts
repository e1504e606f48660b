import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { ACCOUNT, imagesOfTheRegion, NEWEST, OWN_SOURCE, SILENT } from '../images-of-the-region.ts';
import { Account, type Computer } from './account.ts';
import { ec2Endpoint } from './endpoint.ts';

/** A computer that boots, or fails to boot, when the test calls `booted`. */
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

/** Sends a request and returns the XML of the response. */
async function send(action: string, input: Readonly<Record<string, string>> = {}): Promise<string> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/ec2/aws4_request';
  const body = new URLSearchParams({ Action: action, ...input });
  return (await fetch(server.url, { method: 'POST', headers: { authorization }, body })).text();
}

const valueIn = (xml: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)<`).exec(xml)?.[1] ?? '';

async function launch(imageId: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  await send('CreateKeyPair', { KeyName: 'key' });
  const groupId = valueIn(await send('CreateSecurityGroup', { GroupName: 'group' }), 'groupId');
  const answer = await send('RunInstances', {
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
  /<name>([^<]*)<\/name>/.exec(await send('DescribeInstances', { 'InstanceId.1': id }))?.[1] ?? '';

async function stopped(id: string): Promise<void> {
  await send('StopInstances', { 'InstanceId.1': id });
  expect(await stateOf(id)).toBe('stopped');
}

describe('ec2Endpoint', () => {
  it('boots the computer with the public key, and then reports the instance as running', async () => {
    const id = await launch(NEWEST);
    expect(await stateOf(id)).toBe('pending');
    computer.booted();
    expect(await stateOf(id)).toBe('running');
    await send('TerminateInstances', { 'InstanceId.1': id });
    expect(await stateOf(id)).toBe('terminated');
    expect(computer.calls).toEqual(['boot with public', 'power off']);
  });

  it('reports why an instance did not start', async () => {
    const id = await launch(NEWEST);
    computer.booted(new Error('no disk'));
    expect(await send('DescribeInstances', { 'InstanceId.1': id })).toMatch(/terminated.*no disk/);
  });

  it('creates an image of a stopped instance: pending at first, and encrypted if the volume is encrypted', async () => {
    const id = await launch(OWN_SOURCE, rootVolume(true));
    computer.booted();
    await stopped(id);
    const imageId = valueIn(await send('CreateImage', { InstanceId: id, Name: 'made' }), 'imageId');
    const states = [];
    for (let call = 0; call < 2; call++) {
      states.push(valueIn(await send('DescribeImages', { 'ImageId.1': imageId }), 'imageState'));
    }
    expect(states).toEqual(['pending', 'available']);
    const { snapshotId } = account.image(imageId);
    await send('CreateTags', {
      ...{ 'ResourceId.1': imageId, 'ResourceId.2': snapshotId, 'Tag.1.Key': 'Name', 'Tag.1.Value': 'agent' },
    });
    expect(account.image(imageId)).toMatchObject({
      encrypted: true,
      ownerId: ACCOUNT,
      tags: new Map([['Name', 'agent']]),
    });
    expect(account.snapshots.get(snapshotId)).toEqual(new Map([['Name', 'agent']]));
  });

  it('refuses to create an image of a running instance, or with a name that is in use', async () => {
    const id = await launch(SILENT, rootVolume(false));
    expect(await send('CreateImage', { InstanceId: id, Name: 'made' })).toContain('IncorrectInstanceState');
    await stopped(id);
    expect(await send('CreateImage', { InstanceId: id, Name: 'silent' })).toContain(
      'InvalidAMIName.Duplicate',
    );
  });

  it('refuses to delete a snapshot that an image uses, or an image of another account', async () => {
    const { snapshotId } = account.image(OWN_SOURCE);
    expect(await send('DeleteSnapshot', { SnapshotId: snapshotId })).toContain('InvalidSnapshot.InUse');
    expect(await send('DeregisterImage', { ImageId: NEWEST })).toContain('AuthFailure');
    await send('DeregisterImage', { ImageId: OWN_SOURCE });
    await send('DeleteSnapshot', { SnapshotId: snapshotId });
    expect(account.snapshots.has(snapshotId)).toBe(false);
  });

  it('keeps resources in the list of leftovers until they are deleted', async () => {
    const id = await launch(SILENT, rootVolume(true, false));
    const [groupId = ''] = account.securityGroups.keys();
    expect(account.leftovers()).toEqual([
      ...[`${id} is running`, `a volume of ${id}`, 'key pair key', `security group ${groupId}`],
    ]);
    await send('TerminateInstances', { 'InstanceId.1': id });
    await send('DeleteKeyPair', { KeyName: 'key' });
    await send('DeleteSecurityGroup', { GroupId: groupId });
    expect(account.leftovers()).toEqual([`a volume of ${id}`]);
  });

  it.each([
    ['InvalidAction', 'RebootInstances', {}],
    ['InvalidInstanceID.NotFound', 'DescribeInstances', { 'InstanceId.1': 'i-0' }],
    ['InvalidParameterValue', 'RunInstances', { ImageId: NEWEST }],
    ['InvalidGroup.NotFound', 'DeleteSecurityGroup', { GroupId: 'sg-0' }],
  ])('refuses with %s', async (code, action, input) => {
    expect(await send(action, input)).toContain(`<Code>${code}</Code>`);
  });
});
