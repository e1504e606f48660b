import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountId } from '../emulator/account.ts';
import { CommandLine } from '../testing/command-line.ts';

const token = 'new-user-registration-token';
const policyArn = `arn:aws:iam::${accountId}:policy/agent-aws-stack-execution-policy`;

/** From nothing to a running fleet and its change, by the operator's command line as it is typed. */
describe('a new user', () => {
  let cli: CommandLine;
  const fleet = (...typed: Parameters<CommandLine['fleet']>) => cli.fleet(...typed);

  beforeAll(async () => {
    cli = await CommandLine.open(token);
  });
  afterAll(async () => {
    await cli?.close();
  });

  it('writes a configuration file, and has it checked', async () => {
    expect(
      await fleet('init new.json --yes --organization acme --stack-name new-fleet --max-size 3'),
    ).toMatchObject({
      code: 0,
    });
    expect(await readFile(join(cli.region.folder.path, 'new.json'), 'utf8')).toContain('"new-fleet"');
    expect(await fleet('validate')).toMatchObject({
      code: 0,
      out: expect.stringContaining('One fleet, no problems.'),
    });
  });

  it('bootstraps, twice: the policy is made once', async () => {
    const first = await fleet('bootstrap --yes');
    expect({ ...first, err: first.code === 0 ? '' : first.err }).toMatchObject({ code: 0, err: '' });
    expect(first.err).toContain('Makes the policy agent-aws-stack-execution-policy');
    expect((await fleet('bootstrap --yes')).err).toContain('is up to date (v1)');
    const { Versions } = await cli.region.clients.iam.send(
      new ListPolicyVersionsCommand({ PolicyArn: policyArn }),
    );
    expect(Versions).toHaveLength(1);
  });

  it('is told that the token is missing, stores one that Semaphore knows, and no other', async () => {
    expect(await fleet('token check')).toMatchObject({ code: 1 });
    expect(await fleet('token put --yes', { input: 'not-the-token' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Semaphore does not know this token'),
    });
    expect(await fleet('token put --yes', { input: `${token}\n` })).toMatchObject({ code: 0 });
    const { Parameter } = await cli.region.clients.ssm.send(
      new GetParameterCommand({ Name: '/semaphore/new-fleet-token', WithDecryption: true }),
    );
    expect(Parameter).toMatchObject({ Type: 'SecureString', Value: token });
    expect(await fleet('token check')).toMatchObject({ code: 0, out: expect.stringContaining('accepted') });
    expect(await fleet('token put --yes', { input: token })).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
  });

  it('plans and deploys; then nothing changes', async () => {
    const planned = await fleet('plan');
    expect(planned.err).not.toContain('failed');
    expect(planned.out).toMatch(/Capacity +0 to 3[^]*The stack is new: \d+ resources/);
    const deployed = await fleet('deploy --yes --json');
    expect({ code: deployed.code, out: JSON.parse(deployed.out) }).toEqual({
      code: 0,
      out: { fleets: [{ stackName: 'new-fleet' }] },
    });
    expect((await cli.region.fleet.groups())[0]).toMatchObject({ min: 0, max: 3 });
    expect((await fleet('plan')).out).toContain('Nothing changes.');
  });

  it('is warned before running jobs are ended', async () => {
    await fleet('deploy --yes', { env: { SEMAPHORE_AGENT_ASG_DESIRED: '3' } });
    const planned = await fleet('plan --strict', { env: { SEMAPHORE_AGENT_ASG_MAX_SIZE: '1' } });
    expect(planned.out).toContain('DANGER: The maximum of 1 is below the present desired capacity of 3');
    expect(planned.code).toBe(1);
  });
});
