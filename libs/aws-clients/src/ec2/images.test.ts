import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountInEnvironment, type AwsReply } from '../testing/index.ts';
import { ec2Client, Images } from './index.ts';

const NAME = 'semaphore-agent-v1.0.0-ubuntu-noble-arm64-0123';

let aws: AccountInEnvironment;
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
});
afterEach(() => aws[Symbol.asyncDispose]());

const images = (region?: string) => new Images(ec2Client({ region, maxAttempts: 1 }), { deadlineMs: 60_000 });

describe('Images', () => {
  it.each(['available', 'pending', 'failed'])('finds an image that is %s', async (state) => {
    aws.account.images.push(
      { imageId: 'ami-1', name: 'another', imageState: 'available' },
      { imageId: 'ami-2', name: NAME, imageState: state },
    );
    expect(await images().findOwn(NAME)).toMatchObject({ id: 'ami-2', name: NAME, state });
  });

  it('returns all properties of an image', async () => {
    aws.account.images.push({
      ...{ imageId: 'ami-1', name: NAME, imageState: 'failed', architecture: 'arm64' },
      ...{ creationDate: '2026-01-02T03:04:05.000Z', rootDeviceName: '/dev/xvda' },
      stateReason: { message: 'Snapshot deleted' },
      tagSet: [{ key: 'Agent_Version', value: 'v2.2.16' }],
      blockDeviceMapping: [
        { deviceName: '/dev/xvda', ebs: { volumeSize: 30 } },
        { deviceName: '/dev/sdb', virtualName: 'ephemeral0' },
      ],
    });
    const expected = {
      ...{ id: 'ami-1', name: NAME, state: 'failed', stateReason: 'Snapshot deleted', architecture: 'arm64' },
      ...{ createdAt: new Date('2026-01-02T03:04:05Z'), rootDevice: '/dev/xvda' },
      tags: { Agent_Version: 'v2.2.16' },
      volumes: [{ device: '/dev/xvda', sizeGib: 30 }],
    };
    expect(await images().findOwn(NAME)).toEqual(expected);
    expect(await images().findById('ami-1')).toEqual(expected);
  });

  it.each(['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'])(
    'returns undefined if EC2 replies to the id with %s',
    async (code) => {
      aws.account.faults.set('DescribeImages', (reply) => reply.fail(code, 'does not exist'));
      expect(await images().findById('ami-9')).toBeUndefined();
    },
  );

  it('finds only images of the account, including deprecated and disabled ones', async () => {
    expect(await images().findOwn(NAME)).toBeUndefined();
    expect(aws.server.calls[0]).toMatchObject({
      action: 'DescribeImages',
      input: {
        'Owner.1': 'self',
        'Filter.1.Value.1': NAME,
        IncludeDeprecated: 'true',
        IncludeDisabled: 'true',
      },
    });
  });

  it.each<[string, (reply: AwsReply) => void]>([
    ['AccessDeniedError', (reply) => reply.fail('UnauthorizedOperation', 'You are not authorized', 403)],
    ['CredentialsError', (reply) => reply.fail('AuthFailure', 'AWS was not able to validate', 401)],
    ['CredentialsError', (reply) => reply.fail('RequestExpired', 'Request has expired')],
    ['ThrottledError', (reply) => reply.fail('RequestLimitExceeded', 'Request limit exceeded', 503)],
    ['ConnectionError', (reply) => reply.reset()],
    ['MalformedReplyError', (reply) => reply.ok({ imagesSet: [{ name: NAME }] })],
  ])('throws %s', async (name, fault) => {
    aws.account.faults.set('DescribeImages', fault);
    await expect(images().findOwn(NAME)).rejects.toMatchObject({
      name,
      action: 'ec2:DescribeImages',
      resource: `image ${NAME}`,
    });
  });
});
