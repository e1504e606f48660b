import { NEWEST_UBUNTU, writeUserData } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { launchTemplateOf } from './launch-template.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { inRegion } from './testing/in-region.ts';

const template = (version: string, versions: readonly object[]) =>
  inRegion(
    (_, reply) => reply.ok({ launchTemplateVersionSet: versions }),
    (aws) => launchTemplateOf(aws, { ...HEALTHY.group, launchTemplate: { id: 'lt-1', version } }),
  );

describe('launchTemplateOf', () => {
  it.each([
    ['$Latest', 4],
    ['$Default', 2],
    ['2', 2],
  ])('resolves version %s to %d', async (named, version) => {
    const versions = [
      { versionNumber: 4, defaultVersion: false },
      { versionNumber: 2, defaultVersion: true },
    ];
    expect(await template(named, versions)).toMatchObject({ version, latestVersion: 4 });
  });

  it.each([
    ['is gone', '1', []],
    ['lacks the version', '1', [{ versionNumber: 2 }]],
  ])('throws LookupSkippedError if the template %s', async (_, version, versions) => {
    await expect(template(version, versions)).rejects.toMatchObject({ name: 'LookupSkippedError' });
  });

  it.each([
    ['that is given by name', { iamInstanceProfile: { name: 'p' } }, { profileName: 'p' }],
    [
      'that is given by ARN',
      { iamInstanceProfile: { arn: 'arn:aws:iam::1:instance-profile/path/p' } },
      { profileName: 'p' },
    ],
    ['that is not given', {}, { profileName: undefined }],
  ])('reads an instance profile %s', async (_, launchTemplateData, expected) => {
    expect(await template('1', [{ versionNumber: 1, launchTemplateData }])).toMatchObject(expected);
  });

  it.each([
    ['the template', { securityGroupIdSet: ['sg-1'] }],
    ['its network interface', { networkInterfaceSet: [{ groupSet: { groupId: 'sg-1' } }] }],
  ])('reads the security groups of %s', async (_, launchTemplateData) => {
    expect(await template('1', [{ versionNumber: 1, launchTemplateData }])).toMatchObject({
      securityGroupIds: ['sg-1'],
    });
  });

  it.each([
    ['required', true],
    ['optional', false],
  ])('reads %s metadata tokens', async (httpTokens, tokensRequired) => {
    const launchTemplateData = { metadataOptions: { httpTokens } };
    expect(await template('1', [{ versionNumber: 1, launchTemplateData }])).toMatchObject({ tokensRequired });
  });

  it.each([
    ['of a fleet with a rollout', { parameterName: 'ci-rollout', revision: 'ami-1-0af1' }, 'ami-1-0af1'],
    ['of a fleet without a rollout', undefined, undefined],
  ])('reads the revision from user data %s', async (_, rollout, revision) => {
    const userData = Buffer.from(writeUserData(NEWEST_UBUNTU, 'ci-config', { rollout })).toString('base64');
    const launchTemplateData = { userData };
    expect(await template('1', [{ versionNumber: 1, launchTemplateData }])).toMatchObject({ revision });
  });
});
