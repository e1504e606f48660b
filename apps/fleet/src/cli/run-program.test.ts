import { AccessDeniedError, ConnectionError, CredentialsError } from '@agent-aws-stack/aws-clients';
import { SemaphoreConnectionError, SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { runFleet } from '../testing/run-fleet.ts';
import { fleetCommand } from './common-options.ts';
import { ReportedFailure, UsageError, UserError } from './errors.ts';
import { programVersion } from './version.ts';

const command = (action: () => void | Promise<void> = () => undefined) =>
  fleetCommand('look', 'look --json')
    .description('Looks.')
    .action(() => action());

/** `group look`. */
const grouped = () => new Command('group').addCommand(command());

const failing = (error: Error) => () =>
  command(() => {
    throw error;
  });

const site = { action: 'ssm:GetParameter', resource: 'parameter /ci/token' };

describe('the program', () => {
  it('exits with 0 when the command is done', async () => {
    expect(await runFleet(() => command(), ['look'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('prints help with an example and exits with 0', async () => {
    const { code, out } = await runFleet(() => command(), ['look', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Example:\n  npm run fleet -- look --json');
    expect(out).toContain('--profile <name>');
  });

  it.each([
    [['help'], /^Usage: fleet <command>/],
    [['--help'], /^Usage: fleet <command>/],
    [['help', 'group'], /^Usage: fleet group /],
    [['help', 'group', 'look'], /^Usage: fleet group look /],
    [['group', 'look', '--region', 'eu-west-1', '-h'], /^Usage: fleet group look /],
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
    [['group', 'look', '--jsn'], /unknown option '--jsn'/],
    [[], /Usage: fleet <command>/],
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
  ])('prints %p without a stack trace', async (error, code, err) => {
    expect(await runFleet(failing(error), ['look'])).toMatchObject({ code, err });
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
    const { code, err } = await runFleet(failing(error), ['look']);
    expect(code).toBe(1);
    expect(err).toContain(error.message);
    expect(err).toMatch(remedy);
  });

  it('prints errors as JSON with --json', async () => {
    const { err } = await runFleet(failing(new UserError('ci', 'is not there', 'Deploy it')), [
      'look',
      '--json',
    ]);
    expect(JSON.parse(err)).toEqual({
      error: { name: 'UserError', message: 'ci: is not there', key: 'ci', remedy: 'Deploy it' },
    });
  });

  it('throws a defect of this program', async () => {
    const defect = new TypeError('x is not a function');
    await expect(runFleet(failing(defect), ['look'])).rejects.toBe(defect);
  });
});
