import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { familyProperties, LOGICAL_IDS, readInstanceRollout, writeUserData } from '@agent-aws-stack/contract';
import { FLEETS } from '../testing/fleets.ts';
import { synthesize, templateOf } from '../testing/synthesize.ts';

type Template = ReturnType<typeof templateOf>;

const parameters = (template: Template) =>
  template
    .ofType('AWS::SSM::Parameter')
    .filter(({ Properties }) => String(Properties['Name']).endsWith('-rollout'));
const revisionIn = (userData: string) => readInstanceRollout(userData)?.revision;
const userDataOf = (template: Template) => {
  const data = template.properties(LOGICAL_IDS.launchTemplate)['LaunchTemplateData'];
  return (data as { UserData: { 'Fn::Base64': string } }).UserData['Fn::Base64'];
};
/** The template of the fleet image-rollout with changed parameters. */
const changed = (change: Readonly<Record<string, string>>) => {
  const fleet = FLEETS.find(({ name }) => name === 'image-rollout');
  return synthesize({ name: 'image-rollout', parameters: { ...fleet?.parameters, ...change } });
};

describe('the rollout of images', () => {
  it('is off by default', () => {
    expect(parameters(templateOf('plain'))).toEqual([]);
    expect(revisionIn(userDataOf(templateOf('plain')))).toBeUndefined();
  });

  it('tells instances the revision of the launch template, and how fast instances of other revisions leave', () => {
    const rollout = readInstanceRollout(userDataOf(templateOf('image-rollout')));
    const revision = rollout?.revision;
    expect(rollout?.parameterName).toBe('image-rollout-rollout');
    expect(revision).toMatch(/^ami-0123456789abcdef0-[0-9a-f]{12}$/);
    expect(parameters(templateOf('image-rollout'))).toMatchObject([
      {
        Properties: {
          Type: 'String',
          Value: JSON.stringify({ revision, spreadMinutes: 30, sharePercent: 10 }),
        },
      },
    ]);
  });

  it('begins after the group has the new version of the launch template', () => {
    expect(parameters(templateOf('image-rollout'))).toMatchObject([{ DependsOn: [LOGICAL_IDS.group] }]);
  });

  it('is paused at first if a canary must be well before it begins', () => {
    const [parameter] = parameters(templateOf('deploy-canary'));
    // `fleet deploy` looks for this id to find out whether a deployment without a canary writes the pause.
    expect(Object.keys(templateOf('deploy-canary').resources)).toContainEqual(
      expect.stringMatching(/^ImageRolloutParameter/),
    );
    expect(JSON.parse(String(parameter?.Properties['Value']))).toMatchObject({
      pausedAt: '1970-01-01T00:00:00Z',
    });
  });

  it('stays the same without a change, so that CloudFormation does not write the parameter', () => {
    expect(parameters(changed({}))).toEqual(parameters(templateOf('image-rollout')));
  });

  it.each<Readonly<Record<string, string>>>([
    { AMI: 'ami-0123456789abcdef1' },
    { INSTANCE_TYPE: 'c7i.large' },
    { TAGS: 'team:ci' },
    { IMDS_HOP_LIMIT: '1' },
  ])('has another revision with %j', (change) => {
    const revision = revisionIn(userDataOf(changed(change)));
    expect(revision).toMatch(/^ami-0123456789abcdef[01]-[0-9a-f]{12}$/);
    expect(revision).not.toBe(revisionIn(userDataOf(templateOf('image-rollout'))));
  });

  it.each<Readonly<Record<string, string>>>([
    { ASG_MAX_SIZE: '9' },
    { AFTER_JOB: 'shrink' },
    { IMAGE_ROLLOUT: '{}' },
  ])('has the same revision with %j, which is not in the launch template', (change) => {
    const userData = userDataOf(templateOf('image-rollout'));
    expect(revisionIn(userDataOf(changed(change)))).toBe(revisionIn(userData));
  });
});

/** What EC2 and cloud-init, ec2-macos-init or EC2Launch do with user data: they run it as a script. */
describe('the user data of a fleet with a rollout', () => {
  it.each(['ubuntu-focal', 'ubuntu-noble', 'macos'])(
    'calls the start script with one argument, as for images of the JavaScript stack (%s)',
    (os) => {
      const { startScript } = familyProperties(os);
      const script = writeUserData(os, 'ci-config', {
        rollout: { parameterName: 'ci-rollout', revision: 'ami-1-0af1' },
        parameters: { hostKeys: 'ci-ssh-public-keys', token: 'agent-token' },
      });
      expect(script).toMatch(/^#!\/bin\/bash\n/);
      const called = spawnSync('bash', ['-s'], { input: script.replace(startScript, 'printf "%s,"') });
      expect({ out: String(called.stdout), err: String(called.stderr) }).toEqual({
        out: 'ci-config,',
        err: '',
      });
    },
  );

  it.each(['windows', 'windows-2025'])(
    'on %s is the call and a comment, between the tags of EC2Launch',
    (os) => {
      const script = writeUserData(os, 'ci-config', {
        rollout: { parameterName: 'ci-rollout', revision: 'ami-1-0af1' },
        parameters: { hostKeys: 'ci-ssh-public-keys', token: 'agent-token' },
      });
      const [, commands = ''] = /^<powershell>([^<]*)<\/powershell>$/.exec(script) ?? [];
      const calls = commands.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      expect(calls).toEqual([`${familyProperties(os).startScript} ci-config`]);
    },
  );
});
