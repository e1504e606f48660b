import {
  AccessDeniedError,
  ConnectionError,
  CredentialsError,
  UnexpectedAwsError,
} from '@agent-aws-stack/aws-clients';
import { SemaphoreConnectionError, SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { runFleet } from '../testing/run-fleet.ts';
import { fleetCommand } from './common-options.ts';
import { ReportedFailure, UsageError, UserError } from './errors.ts';
import { programVersion } from './version.ts';

const command = (action: () => void | Promise<void> = () => undefined) =>
  fleetCommand('validate', 'validate --json')
    .description('Looks.')
    .action(() => action());

/** `group validate`. */
const grouped = () => new Command('group').addCommand(command());

const failing = (error: Error) => () =>
  command(() => {
    throw error;
  });

const site = { action: 'ssm:GetParameter', resource: 'parameter /ci/token' };

describe('the program', () => {
  it('exits with 0 when the command is done', async () => {
    expect(await runFleet(() => command(), ['validate'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('prints help with an example and exits with 0', async () => {
    const { code, out } = await runFleet(() => command(), ['validate', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Example:\n  npm run fleet -- validate --json');
    expect(out).toContain('--profile <name>');
  });

  it.each([
    [['help'], /^Usage: npm run fleet -- <command>/],
    [['--help'], /^Usage: npm run fleet -- <command>/],
    [['help', 'group'], /^Usage: npm run fleet -- group /],
    [['help', 'group', 'validate'], /^Usage: npm run fleet -- group validate /],
    [['group', 'validate', '--region', 'eu-west-1', '-h'], /^Usage: npm run fleet -- group validate /],
  ])('prints the help of %j and exits with 0', async (args, message) => {
    const { code, out, err } = await runFleet(grouped, args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(message);
  });

  it.each(['--version', '-V'])('prints its version for %s', async (option) => {
    const { code, out } = await runFleet(grouped, [option]);
    expect({ code, out }).toEqual({ code: 0, out: `${programVersion()}\n` });
    expect(out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [['lok'], /unknown command 'lok'/],
    [['help', 'gruop'], /^error: unknown command 'gruop'\n.*Did you mean group/],
    [['lok', '--help'], /^error: unknown command 'lok'/],
    [['group', 'nope', '--help'], /^error: unknown command 'nope'/],
    [['help', 'group', 'nope'], /^error: unknown command 'nope'/],
    [['group', 'validate', '--jsn'], /unknown option '--jsn'/],
    [[], /Usage: npm run fleet -- <command>/],
  ])('exits with 2 for %j', async (args, message) => {
    const { code, out, err } = await runFleet(grouped, args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it.each([
    [new UserError('stack ci', 'is not there', 'Deploy it'), 1, 'stack ci: is not there\n  Deploy it\n'],
    [new UsageError('--fleet', 'no such fleet'), 2, '--fleet: no such fleet\n'],
    [new ReportedFailure(), 1, ''],
    [
      new Error('Region is missing'),
      1,
      'AWS_REGION: no region is named\n  Name the region: --region, AWS_REGION, or in the profile\n',
    ],
    [
      new UnexpectedAwsError(site, { detail: 'Region is missing' }),
      1,
      'AWS_REGION: no region is named\n  Name the region: --region, AWS_REGION, or in the profile\n',
    ],
    [
      new CredentialsError(site, { detail: 'Could not load credentials', code: 'CredentialsProviderError' }),
      1,
      expect.stringMatching(/^AWS credentials: Could not load credentials\n {2}Sign in to AWS/),
    ],
  ])('prints %p without a stack trace', async (error, code, err) => {
    expect(await runFleet(failing(error), ['validate'])).toMatchObject({ code, err });
  });

  it.each([
    [new AccessDeniedError(site, { detail: 'no' }), /Allow ssm:GetParameter/],
    [new CredentialsError(site, { detail: 'expired' }), /--profile/],
    [
      new ConnectionError(site, { detail: 'self-signed certificate', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      /NODE_EXTRA_CA_CERTS/,
    ],
    [new ConnectionError(site, { detail: 'refused', code: 'ECONNREFUSED' }), /--region/],
    [
      new SemaphoreConnectionError('acme:443', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', undefined),
      /NODE_EXTRA_CA_CERTS/,
    ],
    [new SemaphoreConnectionError('acme:443', 'ECONNREFUSED', undefined), /SEMAPHORE_ENDPOINT/],
    [new SemaphoreStatusError('acme.semaphoreci.com:443', 404, undefined), /token rotate/],
  ])('prints the remedy for %p', async (error, remedy) => {
    const { code, err } = await runFleet(failing(error), ['validate']);
    expect(code).toBe(1);
    expect(err).toContain(error.message);
    expect(err).toMatch(remedy);
  });

  it.each([
    [new UserError('ci', 'is not there', 'Deploy it'), 1],
    [new UsageError('ci', 'is not there', 'Deploy it'), 2],
  ])('prints an error in the JSON document on standard output: %p', async (error, code) => {
    const ran = await runFleet(failing(error), ['validate', '--json']);
    expect(ran).toMatchObject({ code, err: '' });
    expect(JSON.parse(ran.out)).toEqual({
      ...{ version: 1, command: 'validate', ok: false, fleets: [] },
      problems: [{ name: error.name, message: 'ci: is not there', key: 'ci', remedy: 'Deploy it' }],
    });
  });

  it('prints a rejected command line in the JSON document too', async () => {
    const { code, out } = await runFleet(() => command(), ['validate', '--jsn', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ name: 'UsageError', message: expect.stringMatching(/^unknown option '--jsn'/) }],
    });
  });

  it.each([[['-o', 'yaml']], [['--format', 'yaml']], [['--format=yaml']], [['-oyaml']]])(
    'prints YAML with %j',
    async (args) => {
      const { out } = await runFleet(() => command(), ['validate', ...args]);
      expect(out).toBe('version: 1\ncommand: validate\nok: true\nfleets: []\nproblems: []\n');
    },
  );

  it('prints for people with -o table', async () => {
    expect(await runFleet(() => command(), ['validate', '-o', 'table'])).toMatchObject({ code: 0, out: '' });
  });

  it('throws a defect of this program', async () => {
    const defect = new TypeError('x is not a function');
    await expect(runFleet(failing(defect), ['validate'])).rejects.toBe(defect);
  });
});
