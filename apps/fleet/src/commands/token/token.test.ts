import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics, answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeParameters } from '../../testing/fake-parameters.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { identified } from '../../testing/fake-site.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { tokenCommand } from './command.ts';

const NAME = '/ci/linux-token';
let parameters: FakeParameters;
let aws: AwsServer;
let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;

beforeEach(async () => {
  parameters = new FakeParameters();
  aws = await AwsServer.start(identified(parameters.answer));
  semaphore = await trustedSemaphore(answerMetrics({ queued: 3, running: 1 }));
});
afterEach(async () => {
  await aws[Symbol.asyncDispose]();
  await semaphore[Symbol.asyncDispose]();
});

const stored = (value = 'old-token', keyId = 'alias/ci') =>
  parameters.set(NAME, { type: 'SecureString', value, version: 7, keyId });

async function run(args: string, answers: FakeAnswers = {}, fleets = [fleetParameters('linux')]) {
  using file = fleetFile({ defaults: { SEMAPHORE_ENDPOINT: semaphore.address }, fleets });
  return await runFleet(tokenCommand, ['token', ...args.split(' ')], {
    ...answers,
    env: { ...aws.environment, ...file.env },
  });
}

describe('token put', () => {
  it('stores a token from standard input as a SecureString, after Semaphore has accepted it', async () => {
    const { code, out, err } = await run('put --yes', { input: 'new-token\n' });
    expect(code).toBe(0);
    expect(out).toBe(
      `${NAME} is stored as version 1, in account 111111111111, region eu-central-1.\nNext: npm run fleet -- plan\n`,
    );
    expect(err).toMatch(
      /^Account 111111111111, region eu-central-1, as user\/ops\nCreates the SecureString \/ci\/linux-token\n/,
    );
    expect(parameters.get(NAME)).toMatchObject({ type: 'SecureString', value: 'new-token' });
    expect(semaphore.server.tokens).toEqual(['Token new-token']);
    expect(out + err).not.toContain('new-token');
  });

  it('prints how to configure the parameter if no fleet names it', async () => {
    const { out } = await run('put --yes --parameter /other', { input: 't' });
    expect(out).toContain('Next: name it in the configuration, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: /other');
    expect(out).toContain(
      'It has not been tried against Semaphore. To try it: npm run fleet -- token check --endpoint',
    );
    const again = await run('put --yes --parameter /other', { input: 't' });
    expect(again.err).toContain('npm run fleet -- token rotate --parameter /other');
  });

  it('asks for the token and a confirmation at a terminal', async () => {
    const { code, shell } = await run('put', { secret: 'new-token', confirm: true });
    expect(code).toBe(0);
    expect(shell.questions).toEqual(["The agent type's registration token", 'Store it?']);
    expect(parameters.get(NAME)?.value).toBe('new-token');
  });

  it("uses the fleet's KMS key, or the one that --kms-key names", async () => {
    const fleets = [fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: 'alias/fleet' })];
    await run('put --yes', { input: 't' }, fleets);
    expect(parameters.get(NAME)?.keyId).toBe('alias/fleet');
    parameters.clear();
    await run('put --yes --kms-key alias/other', { input: 't' }, fleets);
    expect(parameters.get(NAME)?.keyId).toBe('alias/other');
  });

  it.each([
    [
      'an existing parameter',
      'put --yes',
      1,
      /already exists \(version 7\); nothing was changed\n.*token rotate/,
    ],
    ['no token', 'put --yes', 2, /no input/, ''],
    ['two words', 'put --yes', 2, /not a token: it has white space/, 'two words'],
    ['neither --yes nor a terminal', 'put', 2, /--yes: not given, and there is no terminal/],
  ])('refuses %s and changes nothing', async (what, args, code, message, input = 'new-token') => {
    if (what === 'an existing parameter') stored();
    const before = new Map(parameters);
    const ran = await run(args, { input });
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toContain('two words');
    expect(new Map(parameters)).toEqual(before);
  });

  describe('--if-absent', () => {
    it('does not change an existing parameter, reads no token, and exits with 0', async () => {
      stored();
      const { code, out } = await run('put --if-absent --yes');
      expect({ code, out }).toEqual({
        code: 0,
        out:
          `${NAME} already exists, as version 7, in account 111111111111, region eu-central-1; nothing was changed.\n` +
          'To check whether Semaphore accepts it: npm run fleet -- token check\n',
      });
      expect(aws.count('PutParameter')).toBe(0);
      expect(semaphore.server.tokens).toEqual([]);
    });

    it.each([
      [false, 7],
      [true, 1],
    ])('prints in JSON whether it stored the token: %s', async (isStored, version) => {
      if (!isStored) stored();
      const { out } = await run('put --if-absent --yes --json', { input: 'new-token' });
      expect(JSON.parse(out)).toMatchObject({ parameter: NAME, stored: isStored, version });
    });

    it('succeeds if another run stores the parameter meanwhile; without --if-absent, that fails', async () => {
      semaphore.server.answer = (...call) => {
        stored('theirs');
        answerMetrics({ queued: 0, running: 0 })(...call);
      };
      expect(await run('put --yes', { input: 'ours' })).toMatchObject({ code: 1 });
      parameters.clear();
      const { code, out } = await run('put --if-absent --yes', { input: 'ours' });
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
      expect(parameters.get(NAME)?.value).toBe('theirs');
    });

    it('still refuses a parameter that is not encrypted', async () => {
      parameters.set(NAME, { type: 'String', value: 't', version: 1 });
      expect(await run('put --if-absent --yes')).toMatchObject({
        code: 1,
        err: expect.stringContaining('exists as a String'),
      });
    });
  });

  it.each([
    [
      ['--endpoint', 'https://acme.semaphoreci.com/'],
      /^--endpoint: expected a host or host:port.*, but got "https:\/\/acme.semaphoreci.com\/"\n {2}Try --endpoint acme\.semaphoreci\.com\n$/,
    ],
    [
      ['--parameter', 'bad name'],
      /^--parameter: expected the name of an SSM parameter.*, but got "bad name"/,
    ],
    [['--kms-key', 'bad key'], /^--kms-key: expected .*, but got "bad key"/],
  ])('validates %j like the configuration, and exits with 2', async (args, message) => {
    const line = ['token', 'put', '--yes', ...args];
    const { code, err } = await runFleet(tokenCommand, line, { input: 't', env: aws.environment });
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(parameters.size).toBe(0);
  });

  it('changes nothing if the answer is no, or Semaphore does not know the token', async () => {
    const declined = await run('put', { secret: 't', confirm: false });
    expect(declined).toMatchObject({ code: 1, err: expect.stringContaining('nothing was changed') });
    semaphore.server.answer = answerWith(404);
    const unknown = await run('put --yes', { input: 't' });
    expect(unknown.code).toBe(1);
    expect(unknown.err).toMatch(
      /^token: localhost:\d+: status 404.*nothing was stored\n.*does not know this token.*npm run fleet -- token put$/m,
    );
    expect(parameters.size).toBe(0);
  });

  it.each<[string, FakeAnswers]>([
    ['the token', {}],
    ['the confirmation', { secret: 't' }],
  ])('changes nothing if the user cancels at the question for %s', async (_, answers) => {
    const { code, out, err } = await run('put', { ...answers, cancels: true });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^cancelled; nothing was changed\n$/m);
    expect(parameters.size).toBe(0);
  });

  it('does not blame the token if Semaphore fails, and changes nothing', async () => {
    semaphore.server.answer = answerWith(503);
    const { code, err } = await run('put --yes', { input: 't' });
    expect(code).toBe(1);
    expect(err).toMatch(/^localhost:\d+: status 503\n {2}Try again later\n$/m);
    expect(parameters.size).toBe(0);
  });

  it.each(['put --yes', 'check'])(
    'names --endpoint if there is no answer from its address: %s',
    async (line) => {
      if (line === 'check') stored();
      const { code, out, err } = await run(`${line} --endpoint 127.0.0.1:1`, { input: 't' });
      expect(code).toBe(1);
      expect(out + err).toMatch(/--endpoint: 127\.0\.0\.1:1: connection failed[^]*Check the host, and that/);
      expect(out + err).not.toMatch(/SEMAPHORE_(?:ENDPOINT|ORGANIZATION)/);
    },
  );

  it('stores the token without asking Semaphore with --no-check', async () => {
    expect(await run('put --yes --no-check', { input: 't' })).toMatchObject({ code: 0 });
    expect(semaphore.server.tokens).toEqual([]);
  });

  it('requires --fleet if the fleets have different tokens', async () => {
    const fleets = [fleetParameters('linux'), fleetParameters('mac')];
    const ran = await run('put --yes', { input: 't' }, fleets);
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringContaining('the fleets linux, mac have different tokens'),
    });
    expect(await run('put --yes --fleet mac', { input: 't' }, fleets)).toMatchObject({ code: 0 });
    expect([...parameters.keys()]).toEqual(['/ci/mac-token']);
  });
});

describe('token rotate', () => {
  it('replaces the value and keeps the key', async () => {
    stored();
    const { code, out, err } = await run('rotate --yes', { input: 'new-token' });
    expect(code).toBe(0);
    expect(err).toContain('Replaces version 7');
    expect(out).toMatch(
      /is stored as version 8, in account.*\n.*\nNow revoke the old one.*\nNext: npm run fleet -- token check\n/,
    );
    expect(parameters.get(NAME)).toMatchObject({ value: 'new-token', keyId: 'alias/ci', version: 8 });
  });

  it.each([
    ['with --no-check', '--no-check', 'token check'],
    [
      'without a known endpoint',
      `--parameter ${NAME}`,
      `token check --endpoint ORGANIZATION.semaphoreci.com --parameter ${NAME}`,
    ],
  ])('advises not to revoke the old token before the new one is accepted, %s', async (_, options, check) => {
    stored();
    const { out } = await run(`rotate --yes ${options}`, { input: 'untried' });
    expect(semaphore.server.tokens).toEqual([]);
    expect(out).not.toContain('Now revoke');
    expect(out).toMatch(
      new RegExp(`do not revoke the old one before it is accepted.\nNext: npm run fleet -- ${check}\n`),
    );
  });

  it.each([
    ['does not exist', () => undefined],
    ['cannot become a SecureString', () => parameters.set(NAME, { type: 'String', value: 't', version: 1 })],
  ])('refuses a parameter that %s', async (message, prepare) => {
    prepare();
    const ran = await run('rotate --yes', { input: 'new-token' });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(message) });
    expect(parameters.get(NAME)?.value).not.toBe('new-token');
  });
});

describe('token check', () => {
  it('prints a remedy only once if several tokens share it', async () => {
    await using denied = await AwsServer.start(
      identified((_, reply) => reply.fail('AccessDeniedException', 'no', 403)),
    );
    using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
    const env = { ...denied.environment, ...file.env };
    const { code, out } = await runFleet(tokenCommand, ['token', 'check'], { env });
    expect(code).toBe(1);
    expect(out.match(/on parameter/g)).toHaveLength(2);
    expect(out.match(/Allow ssm:GetParameter/g)).toHaveLength(1);
  });

  it('asks Semaphore with the stored token', async () => {
    stored('good-token');
    const { code, out } = await run('check');
    expect(code).toBe(0);
    expect(out).toMatch(/accepted +\/ci\/linux-token +linux +localhost:\d+ +3 jobs queued, 1 running/);
    expect(semaphore.server.tokens).toEqual(['Token good-token']);
    expect(out).not.toContain('good-token');
  });

  it('needs no configuration for a named parameter', async () => {
    stored();
    const args = ['token', 'check', '--parameter', NAME, '--endpoint', semaphore.address, '--json'];
    const { code, out } = await runFleet(tokenCommand, args, { env: aws.environment });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ parameter: NAME, accepted: true }]);
  });

  it.each([
    [
      'the parameter does not exist',
      () => undefined,
      /there is no such parameter[^]*Store the agent type's token: npm run fleet -- token put --fleet linux\n/,
    ],
    [
      'the parameter is not encrypted',
      () => parameters.set(NAME, { type: 'String', value: 't', version: 1 }),
      /is a String[^]*Delete the parameter, then store the token: npm run fleet -- token put --fleet linux\n/,
    ],
    [
      'Semaphore does not know the token',
      () => {
        stored();
        semaphore.server.answer = answerWith(401);
      },
      /status 401[^]*npm run fleet -- token rotate --fleet linux\n/,
    ],
  ])('exits with 1 if %s, and checks the others', async (_, prepare, message) => {
    prepare();
    const fleets = [fleetParameters('linux'), fleetParameters('mac')];
    const { code, out } = await run('check', {}, fleets);
    expect(code).toBe(1);
    expect(out).toMatch(message);
    expect(out).toContain('/ci/mac-token');
  });
});
