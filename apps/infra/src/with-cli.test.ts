import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookedUp } from './testing/context.ts';
import { ACCOUNT, OWN_VPC, PUBLIC_SUBNET } from './testing/fleet-case.ts';
import { temporaryFolder } from './testing/synthesize.ts';

const cdk = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');
const main = join(import.meta.dirname, 'main.ts');
const named = (name: string, others = {}) => ({ SEMAPHORE_AGENT_STACK_NAME: name, ...others });

/** `good` has everything in the context. `elsewhere` and `imageless` need lookups, `public` gets a warning, `misplaced` an error. */
const fleets = [
  named('good', { SEMAPHORE_AGENT_KEY_NAME: 'ops' }),
  named('elsewhere', { SEMAPHORE_AGENT_VPC_ID: 'vpc-0e0e0e0e', SEMAPHORE_AGENT_SUBNETS: 'subnet-0e0e0e0e' }),
  named('imageless', { SEMAPHORE_AGENT_AMI: '' }),
  named('public', { SEMAPHORE_AGENT_VPC_ID: OWN_VPC, SEMAPHORE_AGENT_SUBNETS: PUBLIC_SUBNET }),
  named('misplaced', { SEMAPHORE_AGENT_VPC_ID: OWN_VPC, SEMAPHORE_AGENT_SUBNETS: 'subnet-0f0f0f0f' }),
];
const defaults = {
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
};

/** Runs the real CDK CLI on the app, without credentials, in a folder with saved lookups. */
describe('several fleets, some with mistakes', () => {
  const folder = temporaryFolder();

  beforeAll(() => {
    const write = (name: string, content: object) =>
      writeFileSync(join(folder.path, name), JSON.stringify(content));
    const settings = JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')) as object;
    write('cdk.json', { ...settings, app: `"${process.execPath}" "${main}"` });
    write('cdk.context.json', lookedUp('us-east-1'));
    write('fleets.json', { defaults, fleets });
  });
  afterAll(() => folder.remove());

  function synth(names: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cdk, 'synth', ...names, '--quiet', '--no-color'],
      {
        cwd: folder.path,
        encoding: 'utf8',
        env: {
          PATH: '/usr/local/bin:/usr/bin:/bin',
          HOME: folder.path,
          CI: 'true',
          CDK_VALIDATION: 'false',
          AWS_EC2_METADATA_DISABLED: 'true',
          CDK_DEPLOY_ACCOUNT: ACCOUNT,
          CDK_DEPLOY_REGION: 'us-east-1',
          SEMAPHORE_AGENT_STACK_CONFIG: join(folder.path, 'fleets.json'),
          ...env,
        },
      },
    );
    return { status, stdout, stderr };
  }

  it('report all their mistakes and warnings in one run, each once', () => {
    const { status, stderr } = synth();
    expect(status).toBe(1);
    const printed = (pattern: RegExp) => stderr.match(pattern) ?? [];
    expect(printed(/AWS credentials: needed to look up vpc-0e0e0e0e .*\n +elsewhere\//g)).toHaveLength(1);
    expect(printed(/AWS credentials: needed to look up image .*\n +imageless\//g)).toHaveLength(1);
    expect(printed(/SEMAPHORE_AGENT_SUBNETS: subnet-0f0f0f0f not found .*\n +misplaced\//g)).toHaveLength(1);
    expect(printed(/ERROR/g)).toHaveLength(3);
    expect(printed(/Warning: good: SEMAPHORE_AGENT_SSH_INGRESS_CIDRS/g)).toHaveLength(1);
    expect(printed(/SEMAPHORE_AGENT_SUBNETS: a Lambda gets no public address/g)).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at |lookup\.ts/m);
  });

  it('do not prevent the synthesis of a selected fleet without mistakes', () => {
    expect(synth(['good'])).toMatchObject({
      status: 0,
      stderr: expect.not.stringMatching(/ERROR|credentials/),
    });
  });

  it("are synthesized without the CDK's own notices and without a count of feature flags", () => {
    const notice = { title: 'Upgrade the CDK', issueNumber: 1, overview: '', schemaVersion: '1' };
    const notices = [{ ...notice, components: [{ name: 'cli', version: '*' }] }];
    mkdirSync(join(folder.path, 'home/cache'), { recursive: true });
    writeFileSync(
      join(folder.path, 'home/cache/notices.json'),
      JSON.stringify({ expiration: 1e15, notices }),
    );
    // With CI=true, the CLI shows notices only in CI systems of which it knows that output on standard error is no failure there.
    const { status, stdout, stderr } = synth(['good'], { CDK_HOME: join(folder.path, 'home'), CI: 'false' });
    expect({ status, printed: stdout + stderr }).toEqual({
      status: 0,
      printed: expect.not.stringMatching(/feature flags|notice|acknowledge/i),
    });
  });
});
