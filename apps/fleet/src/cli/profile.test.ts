import { describe, expect, it } from '@jest/globals';
import { CredentialsError } from '@agent-aws-stack/aws-clients';
import { fleetFile } from '../testing/fleet-file.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { fleetCommand } from './common-options.ts';
import { runIn } from './environment.ts';
import type { CommandFactory } from './run-program.ts';

/** Runs a command with these contents of the two AWS configuration files. */
async function run(
  args: readonly string[],
  { config = '', credentials = '', env = {}, fails = undefined as Error | undefined },
) {
  using configFile = fleetFile(config);
  using credentialsFile = fleetFile(credentials);
  const paths = { AWS_CONFIG_FILE: configFile.path, AWS_SHARED_CREDENTIALS_FILE: credentialsFile.path };
  const command: CommandFactory = (shell) =>
    fleetCommand('look', 'look').action(
      runIn(shell, () => {
        if (fails) throw fails;
      }),
    );
  return await runFleet(command, ['look', ...args], { env: { ...paths, ...env } });
}

const config = '[default]\nregion = x\n[profile ops]\nregion = x\n[sso-session corp]\nsso_region = x\n';
const credentials = '[keys]\naws_access_key_id = x\n';

describe('--profile', () => {
  it.each(['ops', 'keys', 'default'])('accepts the profile %s of the AWS configuration', async (name) => {
    expect(await run(['--profile', name], { config, credentials })).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['with other profiles', { config, credentials }, 'It has default, ops, keys'],
    ['without profiles', {}, 'It has none; create it: aws configure --profile nonesuch'],
  ])('rejects a profile missing from an AWS configuration %s', async (_, files, remedy) => {
    expect(await run(['--profile', 'nonesuch'], files)).toMatchObject({
      code: 2,
      err: `--profile: there is no profile nonesuch in your AWS configuration\n  ${remedy}\n`,
    });
  });
});

it('names the profile of AWS_PROFILE if the credentials fail', async () => {
  const site = { action: 'sts:GetCallerIdentity', resource: 'the credentials in use' };
  const fails = new CredentialsError(site, { detail: 'there are none' });
  const { code, err } = await run([], { env: { AWS_PROFILE: 'nonesuch' }, fails });
  expect(code).toBe(1);
  expect(err).toContain('Sign in to AWS with the profile nonesuch, if it exists');
});
