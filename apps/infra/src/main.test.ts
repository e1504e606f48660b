import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lookedUp } from './testing/context.ts';
import { ACCOUNT, OWN_VPC } from './testing/fleet-case.ts';
import { inTemporaryFolder, variablesOf } from './testing/synthesize.ts';

const infra = join(import.meta.dirname, '..');
const { app } = JSON.parse(readFileSync(join(infra, 'cdk.json'), 'utf8')) as { app: string };

/** Runs the app command of cdk.json without the user's environment: no credentials, and the system's Node on the PATH. */
function run(parameters: Record<string, string>, env: Record<string, string> = {}) {
  return inTemporaryFolder((folder) => {
    const { status, stderr, stdout } = spawnSync('sh', ['-c', app], {
      cwd: infra,
      encoding: 'utf8',
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        CDK_OUTDIR: folder,
        CDK_DEFAULT_ACCOUNT: ACCOUNT,
        CDK_DEFAULT_REGION: 'us-east-1',
        CDK_CONTEXT_JSON: JSON.stringify(lookedUp('us-east-1')),
        CDK_VALIDATION: 'false',
        ...variablesOf({ name: 'ci', parameters }),
        ...env,
      },
    });
    const template = () => readFileSync(join(folder, 'AwsSemaphoreAgentStack.template.json'), 'utf8');
    return { status, stdout, stderr, template: status === 0 ? template() : undefined };
  });
}

describe('the app command of cdk.json, without the CDK CLI', () => {
  it('synthesizes the fleet that the environment variables describe', () => {
    const { status, stdout, template } = run({ KEY_NAME: 'ops' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(JSON.parse(template ?? '')).toHaveProperty('Resources.autoScalingGroup');
  });

  it('prints warnings on stderr', () => {
    expect(run({ KEY_NAME: 'ops' }).stderr).toMatch(/^Warning: .*SEMAPHORE_AGENT_SSH_INGRESS_CIDRS/m);
  });

  it.each([
    ['a parameter', run({ ASG_MIN_SIZE: 'two' }), /SEMAPHORE_AGENT_ASG_MIN_SIZE/],
    ['the file', run({}, { SEMAPHORE_AGENT_STACK_CONFIG: 'none.json' }), /SEMAPHORE_AGENT_STACK_CONFIG/],
    [
      'the region of a deployment',
      run({}, { NX_TASK_TARGET_TARGET: 'deploy', HOME: '/nonexistent' }),
      /^CDK_DEPLOY_REGION: no region is configured/m,
    ],
    ['the account, if none is known', run({}, { CDK_DEFAULT_ACCOUNT: '' }), /^CDK_DEPLOY_ACCOUNT: /m],
    [
      'the account, if it is invalid',
      run({}, { CDK_DEPLOY_ACCOUNT: '1234' }),
      /CDK_DEPLOY_ACCOUNT \(environment\)/,
    ],
    [
      'the network',
      run({ VPC_ID: OWN_VPC, SUBNETS: 'subnet-0f0f0f0f' }),
      /^SEMAPHORE_AGENT_SUBNETS: subnet-0f0f0f0f not found/m,
    ],
  ])(
    'reports a mistake in %s with its key, without a stack trace, and exits with code 1',
    (_, { status, stderr }, message) => {
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );
});
