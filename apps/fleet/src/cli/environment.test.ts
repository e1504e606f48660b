import type { Environment } from '@agent-aws-stack/config';
import { describe, expect, it } from '@jest/globals';
import { fleetFile } from '../testing/fleet-file.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { fleetCommand } from './common-options.ts';
import { environmentWith, runIn } from './environment.ts';
import type { CommandFactory } from './run-program.ts';

describe('environmentWith', () => {
  const region = (name: string) => ({
    AWS_REGION: name,
    AWS_DEFAULT_REGION: name,
    CDK_DEPLOY_REGION: name,
  });

  it.each<[string, Parameters<typeof environmentWith>[0], Environment, Environment]>([
    ['changes nothing without options', {}, { AWS_REGION: 'x' }, { AWS_REGION: 'x' }],
    ['takes --region', { region: 'a' }, { AWS_REGION: 'x' }, region('a')],
    ['takes CDK_DEPLOY_REGION', {}, { AWS_REGION: 'x', CDK_DEPLOY_REGION: 'b' }, region('b')],
    ['prefers --region to CDK_DEPLOY_REGION', { region: 'a' }, { CDK_DEPLOY_REGION: 'b' }, region('a')],
    ['ignores an empty CDK_DEPLOY_REGION', {}, { CDK_DEPLOY_REGION: '' }, { CDK_DEPLOY_REGION: '' }],
    ['takes --config', { config: 'f' }, {}, { SEMAPHORE_AGENT_STACK_CONFIG: 'f' }],
    [
      'takes --profile instead of access keys',
      { profile: 'ops' },
      { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't', HOME: '/' },
      { AWS_PROFILE: 'ops', HOME: '/' },
    ],
  ])('%s', (_, options, env, expected) => {
    expect(environmentWith(options, env)).toEqual(expected);
  });
});

describe('runIn', () => {
  it('passes the action an environment with the options applied, and does not change process.env', async () => {
    using file = fleetFile('[profile ci]\nregion = eu-north-1\n');
    let seen: Environment = {};
    let own: Environment = {};
    const command: CommandFactory = (shell) =>
      fleetCommand('look', 'look').action(
        runIn(shell, ({ env }) => {
          seen = env;
          own = { ...process.env };
        }),
      );
    const env = { AWS_ACCESS_KEY_ID: 'other', AWS_CONFIG_FILE: file.path };
    await runFleet(command, ['look', '--region', 'eu-west-1', '--profile', 'ci'], { env });
    expect(seen).toMatchObject({ AWS_REGION: 'eu-west-1', AWS_PROFILE: 'ci' });
    expect(seen['AWS_ACCESS_KEY_ID']).toBeUndefined();
    expect(own).toMatchObject(env);
    expect(own).not.toHaveProperty('AWS_PROFILE');
  });
});
