import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { identified } from '../../testing/fake-site.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { imagesCommand } from './command.ts';

const name = (hash: string) => `semaphore-agent-v1.0.0-ubuntu-noble-arm64-${hash}`;
const image = (hash: string, day: string) => ({
  imageId: `ami-${hash}`,
  name: name(hash),
  imageState: 'available',
  creationDate: `2026-${day}T00:00:00.000Z`,
  blockDeviceMapping: [{ ebs: { snapshotId: `snap-${hash}`, volumeSize: 64 } }],
});

/** In order: the newest image; one that an instance runs; one in the launch template version that a group uses; one in an old version; an unused one. */
const images = [
  image('a', '11-01'),
  image('b', '10-01'),
  image('c', '09-01'),
  image('d', '08-01'),
  image('e', '07-01'),
];
let refused: string | undefined;

const answer: AwsAnswer = ({ action, input }, reply) => {
  switch (action) {
    case 'DescribeImages':
      return reply.ok({ imagesSet: images });
    case 'DescribeInstances': {
      const run = { instanceId: 'i-1', imageId: 'ami-b', instanceState: { name: 'running' } };
      const ended = { instanceId: 'i-2', imageId: 'ami-e', instanceState: { name: 'terminated' } };
      return reply.ok({ reservationSet: [{ instancesSet: [run, ended] }] });
    }
    case 'DescribeLaunchTemplates':
      return reply.ok({
        launchTemplates: [{ launchTemplateId: 'lt-1', launchTemplateName: 'ci', latestVersionNumber: 3 }],
      });
    case 'DescribeLaunchTemplateVersions': {
      const version = (versionNumber: number, imageId: string, defaultVersion = false) => ({
        versionNumber,
        defaultVersion,
        launchTemplateData: { imageId },
      });
      return reply.ok({
        launchTemplateVersionSet: [version(1, 'ami-d'), version(2, 'ami-c'), version(3, 'ami-a', true)],
      });
    }
    case 'DescribeAutoScalingGroups': {
      const LaunchTemplateSpecification = { LaunchTemplateId: 'lt-1', Version: '2' };
      const MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification } };
      return reply.ok({ AutoScalingGroups: [{ AutoScalingGroupName: 'ci-1', MixedInstancesPolicy }] });
    }
    case 'DeregisterImage':
      if (input['ImageId'] === refused) return reply.fail('UnauthorizedOperation', 'you may not', 403);
      return reply.ok({ return: true });
    case 'DeleteSnapshot':
      return reply.ok({ return: true });
    default:
      return reply.fail('InvalidAction', action);
  }
};

let aws: AwsServer;
beforeEach(async () => {
  refused = undefined;
  aws = await AwsServer.start(identified(answer));
});
afterEach(() => aws[Symbol.asyncDispose]());

const prune = (args: readonly string[], answers: FakeAnswers = {}) =>
  runFleet(imagesCommand, ['images', 'prune', '--keep', '1', ...args], { ...answers, env: aws.environment });

const deleted = () =>
  aws.calls.flatMap(({ action, input }) =>
    action === 'DeregisterImage' || action === 'DeleteSnapshot'
      ? [input['ImageId'] ?? input['SnapshotId']]
      : [],
  );

describe('images prune', () => {
  it('prints what it would delete and why, and deletes nothing by default', async () => {
    const { code, out } = await prune([]);
    expect(code).toBe(0);
    expect(deleted()).toEqual([]);
    expect(out).toMatch(/keep {4}\S+-b +2026-10-01 +64 GiB +in use by instance i-1/);
    expect(out).toMatch(/keep {4}\S+-c .*in use by version 2 of ci/);
    expect(out).toMatch(/keep {4}\S+-d .*in use by version 1 of ci/);
    expect(out).toMatch(/delete {2}\S+-e .*4 newer images of ubuntu-noble arm64, not in use/);
    expect(out).toContain('1 of 5 images to delete; the volumes in their snapshots total 64 GiB.');
    expect(out).toContain('add --no-dry-run');
  });

  it('deletes the image, then its snapshot, with --no-dry-run and a confirmation', async () => {
    const { code, out, err, shell } = await prune(['--no-dry-run'], { confirm: true });
    expect(code).toBe(0);
    expect(err).toBe('Account 111111111111, region eu-central-1, as user/ops\n');
    expect(shell.questions).toEqual(['Delete 1 image and its snapshots permanently?']);
    expect(deleted()).toEqual(['ami-e', 'snap-e']);
    expect(out).toContain('1 image deleted.');
  });

  it('with --no-old-versions, also deletes images that only old launch template versions name', async () => {
    await prune(['--no-dry-run', '--yes', '--no-old-versions']);
    expect(deleted()).toEqual(['ami-d', 'snap-d', 'ami-e', 'snap-e']);
  });

  it('continues after a failure, prints it and exits with 1', async () => {
    refused = 'ami-d';
    const { code, out, err } = await prune(['--no-dry-run', '--yes', '--no-old-versions', '--json']);
    expect(code).toBe(1);
    expect(deleted()).toEqual(['ami-d', 'ami-e', 'snap-e']);
    expect(err).toContain(`${name('d')}: ec2:DeregisterImage on image ami-d`);
    expect(JSON.parse(out).result).toMatchObject({
      dryRun: false,
      savedGib: 128,
      failures: [expect.any(String)],
    });
  });

  it.each([
    [{ confirm: false }, 1],
    [{}, 2],
  ])('deletes nothing unless it is confirmed (%j)', async (answers, code) => {
    expect(await prune(['--no-dry-run'], answers)).toMatchObject({ code });
    expect(deleted()).toEqual([]);
  });

  it.each([
    ['--keep', '0'],
    ['--grace-days', 'x'],
  ])('refuses %s %s', async (...args) => {
    expect(await prune(args)).toMatchObject({ code: 2, err: expect.stringContaining('a whole number from') });
  });
});
