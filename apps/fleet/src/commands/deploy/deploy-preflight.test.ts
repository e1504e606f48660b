import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import { deployCommand } from './command.ts';

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const deploy = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  fixture.run(deployCommand, ['deploy', ...args], { env });

describe('the preflight of a deployment', () => {
  it('prints account, region and user', async () => {
    const { err } = await deploy(['--yes']);
    expect(err).toMatch(/^Account 111111111111, region eu-central-1, as user\/ops\n/);
  });

  it('reports everything missing at once, each with its remedy, without synthesizing or changing anything', async () => {
    fixture.site.bootstrapVersion = undefined;
    fixture.site.missing.add('/ci/linux-token').add('/ci/mac-token');
    const { code, err, out } = await deploy(['--yes', '--region', 'eu-west-1']);
    expect(code).toBe(1);
    expect(err.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^Preflight: 7 of 10 checks ok, \S+ s$/),
      'deploy: nothing was changed',
      '  account 111111111111, region eu-west-1 is not bootstrapped: there is no parameter /cdk-bootstrap/hnb659fds/version',
      '    As an administrator, once: npm run fleet -- bootstrap --region eu-west-1',
      '  there is no parameter /ci/linux-token: without the token in it, no agent of linux can register',
      "    Store the agent type's token: npm run fleet -- token put --fleet linux --region eu-west-1",
      '  there is no parameter /ci/mac-token: without the token in it, no agent of mac can register',
      "    Store the agent type's token: npm run fleet -- token put --fleet mac --region eu-west-1",
      '',
    ]);
    expect({ out, syntheses: fixture.tools.syntheses }).toEqual({ out: '', syntheses: [] });
  });

  it('reports a bootstrap that is too old', async () => {
    fixture.site.bootstrapVersion = '5';
    expect(await deploy(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has bootstrap version 5, and needs 6 or later'),
    });
  });

  it('only warns about a lookup that is denied', async () => {
    fixture.site.denied.add('DescribeParameters');
    const { code, err } = await deploy(['--yes']);
    expect(code).toBe(0);
    expect(err).toContain('not checked: ssm:DescribeParameters on parameter /ci/linux-token');
    expect(err).toContain('Allow ssm:DescribeParameters');
  });

  it('reports with --json each warning, and each thing that is missing, with its remedy', async () => {
    fixture.site.denied.add('DescribeParameters');
    const warned = JSON.parse((await deploy(['--yes', '--json'])).out);
    const warning = (fleet: string) => ({
      message: expect.stringContaining(`not checked: ssm:DescribeParameters on parameter /ci/${fleet}-token`),
      remedy: expect.stringContaining('Allow ssm:DescribeParameters'),
      certain: false,
    });
    expect(warned).toMatchObject({ ok: true, problems: [warning('linux'), warning('mac')] });
    expect(warned.fleets).toHaveLength(2);
    fixture.site.bootstrapVersion = undefined;
    fixture.site.missing.add('/ci/linux-token');
    fixture.site.denied.clear();
    const missing = (message: string, remedy: string) => ({
      ...{ name: 'NotReadyError', certain: true },
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy),
    });
    expect(JSON.parse((await deploy(['--yes', '--json'])).out)).toMatchObject({
      ...{ ok: false, fleets: [] },
      problems: [
        missing('is not bootstrapped', 'npm run fleet -- bootstrap'),
        missing('there is no parameter /ci/linux-token', 'npm run fleet -- token put --fleet linux'),
      ],
    });
  });

  it('checks nothing, but warns, if the fleets are deployed to another account', async () => {
    const { code, err } = await deploy(['--yes'], { CDK_DEPLOY_ACCOUNT: '222222222222' });
    expect(code).toBe(0);
    expect(err).toContain('CDK_DEPLOY_ACCOUNT is 222222222222');
    expect(fixture.aws.count('DescribeParameters')).toBe(0);
  });
});
