import { answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { tokenCommand } from './command.ts';
import { NAME, TokenFixture } from './testing/token-fixture.ts';

let fixture: TokenFixture;
beforeEach(async () => {
  fixture = await TokenFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('token put', () => {
  it('stores a token from standard input as a SecureString, after Semaphore has accepted it', async () => {
    const { code, out, err } = await fixture.run('put --yes', { input: 'new-token\n' });
    expect(code).toBe(0);
    expect(out).toBe(
      `${NAME} is stored as version 1, in account 111111111111, region eu-central-1.\nNext: npm run fleet -- plan\n`,
    );
    expect(err).toMatch(
      /^Account 111111111111, region eu-central-1, as user\/ops\nCreates the SecureString \/ci\/linux-token\n/,
    );
    expect(fixture.parameters.get(NAME)).toMatchObject({ type: 'SecureString', value: 'new-token' });
    expect(fixture.semaphore.server.tokens).toEqual(['Token new-token']);
    expect(out + err).not.toContain('new-token');
  });

  it('prints how to configure the parameter if no fleet names it', async () => {
    const { out } = await fixture.run('put --yes --no-check --parameter /other', { input: 't' });
    expect(out).toContain('Next: set SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME to /other in the configuration');
    expect(out).toContain(
      'The token has not been tried against Semaphore. To try it: npm run fleet -- token check --parameter /other',
    );
    const again = await fixture.run('put --yes --parameter /other', { input: 't' });
    expect(again.err).toContain('npm run fleet -- token rotate --parameter /other');
  });

  describe('with --parameter', () => {
    const put = (env: Record<string, string>) =>
      runFleet(tokenCommand, ['token', 'put', '--yes', '--parameter', '/other'], {
        input: 't',
        env: { ...fixture.aws.environment, ...env },
      });

    it('tries the token at the host in the environment', async () => {
      fixture.semaphore.server.answer = answerWith(404);
      const { code, err } = await put({ SEMAPHORE_ENDPOINT: fixture.semaphore.address });
      expect(code).toBe(1);
      expect(err).toContain('nothing was stored');
      expect(fixture.semaphore.server.tokens).toEqual(['Token t']);
    });

    it('tries the token at the host in the configuration file', async () => {
      expect(await fixture.run('put --yes --parameter /other', { input: 't' })).toMatchObject({ code: 0 });
      expect(fixture.semaphore.server.tokens).toEqual(['Token t']);
    });

    it.each<[string, Record<string, string>, RegExp]>([
      ['no host is known', {}, /--endpoint: not given.*\n.*--no-check/],
      ['the host is invalid', { SEMAPHORE_ENDPOINT: 'https://x/' }, /^SEMAPHORE_ENDPOINT: expected/m],
      [
        'the organization is invalid',
        { SEMAPHORE_ORGANIZATION: 'a b' },
        /^SEMAPHORE_ORGANIZATION: expected/m,
      ],
    ])('stores nothing if %s', async (_, env, message) => {
      const { code, err } = await put(env);
      expect(code).toBe(2);
      expect(err).toMatch(message);
      expect(fixture.parameters.size).toBe(0);
    });
  });

  it('asks for the token and a confirmation at a terminal', async () => {
    const { code, shell } = await fixture.run('put', { secret: 'new-token', confirm: true });
    expect(code).toBe(0);
    expect(shell.questions).toEqual([
      `Registration token for ${NAME} of linux. Semaphore shows it once, when you create or reset the agent type`,
      'Store it?',
    ]);
    expect(fixture.parameters.get(NAME)?.value).toBe('new-token');
  });

  it('asks again after text that cannot be a token', async () => {
    const secret = ['', 'two words', 'new-token'];
    const { code, shell } = await fixture.run('put', { secret, confirm: true });
    expect(code).toBe(0);
    expect(shell.complaints).toEqual(['no input', expect.stringMatching(/^not a token/)]);
    expect(fixture.parameters.get(NAME)?.value).toBe('new-token');
  });

  it("uses the fleet's KMS key, or the one that --kms-key names", async () => {
    const fleets = [fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: 'alias/fleet' })];
    await fixture.run('put --yes', { input: 't' }, fleets);
    expect(fixture.parameters.get(NAME)?.keyId).toBe('alias/fleet');
    fixture.parameters.clear();
    await fixture.run('put --yes --kms-key alias/other', { input: 't' }, fleets);
    expect(fixture.parameters.get(NAME)?.keyId).toBe('alias/other');
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
  ])('fails and changes nothing: %s', async (what, args, code, message, input = 'new-token') => {
    if (what === 'an existing parameter') fixture.store();
    const before = new Map(fixture.parameters);
    const ran = await fixture.run(args, { input });
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toContain('two words');
    expect(new Map(fixture.parameters)).toEqual(before);
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
    const { code, err } = await runFleet(tokenCommand, line, { input: 't', env: fixture.aws.environment });
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(fixture.parameters.size).toBe(0);
  });

  it('changes nothing if the answer is no, or Semaphore does not know the token', async () => {
    const declined = await fixture.run('put', { secret: 't', confirm: false });
    expect(declined).toMatchObject({ code: 1, err: expect.stringContaining('nothing was changed') });
    fixture.semaphore.server.answer = answerWith(404);
    const unknown = await fixture.run('put --yes', { input: 't' });
    expect(unknown.code).toBe(1);
    expect(unknown.err).toMatch(
      /^token: localhost:\d+: status 404.*nothing was stored\n.*does not know this token.*npm run fleet -- token put$/m,
    );
    expect(fixture.parameters.size).toBe(0);
  });

  it.each<[string, FakeAnswers]>([
    ['the token', {}],
    ['the confirmation', { secret: 't' }],
  ])('changes nothing if the user cancels at the question for %s', async (_, answers) => {
    const { code, out, err } = await fixture.run('put', { ...answers, cancels: true });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^cancelled; nothing was changed\n$/m);
    expect(fixture.parameters.size).toBe(0);
  });

  it('does not blame the token if Semaphore fails, and changes nothing', async () => {
    fixture.semaphore.server.answer = answerWith(503);
    const { code, err } = await fixture.run('put --yes', { input: 't' });
    expect(code).toBe(1);
    expect(err).toMatch(/^localhost:\d+: status 503\n {2}Try again later\n$/m);
    expect(fixture.parameters.size).toBe(0);
  });

  it.each(['put --yes', 'check'])(
    'names --endpoint if there is no answer from its address: %s',
    async (line) => {
      if (line === 'check') fixture.store();
      const { code, out, err } = await fixture.run(`${line} --endpoint 127.0.0.1:1`, { input: 't' });
      expect(code).toBe(1);
      expect(out + err).toMatch(/--endpoint: 127\.0\.0\.1:1: connection failed[^]*Check the host, and that/);
      expect(out + err).not.toMatch(/SEMAPHORE_(?:ENDPOINT|ORGANIZATION)/);
    },
  );

  it('with --no-check, stores the token without asking Semaphore', async () => {
    expect(await fixture.run('put --yes --no-check', { input: 't' })).toMatchObject({ code: 0 });
    expect(fixture.semaphore.server.tokens).toEqual([]);
  });

  it('requires --fleet if the fleets have different tokens', async () => {
    const fleets = [fleetParameters('linux'), fleetParameters('mac')];
    const ran = await fixture.run('put --yes', { input: 't' }, fleets);
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /the fleets linux, mac have different tokens or endpoints\n {2}Add --fleet linux or --fleet mac/,
      ),
    });
    expect(await fixture.run('put --yes --fleet mac', { input: 't' }, fleets)).toMatchObject({ code: 0 });
    expect([...fixture.parameters.keys()]).toEqual(['/ci/mac-token']);
  });
});
