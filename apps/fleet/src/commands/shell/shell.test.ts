import { writeFileSync } from 'node:fs';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { fakePrograms } from '../../testing/fake-programs.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { identified } from '../../testing/fake-site.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { shellCommand } from './command.ts';

interface Region extends FakeAnswers {
  /** Ids of running instances, oldest first. */
  readonly running?: readonly string[];
  /** The instance's ping status in Systems Manager, or an error; undefined if the instance is not registered. @default Online */
  readonly ping?: string | { readonly error: string } | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** The programs on the PATH, each with the shell command that it runs. */
  readonly programs?: Readonly<Record<string, string>>;
}

const INSTALLED = { aws: 'exit 0', 'session-manager-plugin': 'exit 0' };

/** Runs `shell` in a region with instances of the fleet `ci`. */
async function shell(line: string, region: Region = {}) {
  const { running = ['i-01', 'i-02'], env = {}, programs: lines = INSTALLED, ...answers } = region;
  const ping = 'ping' in region ? region.ping : 'Online';
  using programs = fakePrograms(lines);
  const answer: AwsAnswer = ({ action }, reply) => {
    if (action === 'DescribeInstances')
      return reply.ok({
        reservationSet: running.map((instanceId, index) => ({
          instancesSet: [
            {
              ...{ instanceId, launchTime: `2026-11-24T11:${index + 10}:00Z` },
              tagSet: [{ key: 'aws:cloudformation:stack-name', value: 'ci' }],
            },
          ],
        })),
      });
    if (typeof ping === 'object') return reply.fail(ping.error, 'denied', 400);
    reply.ok({ InstanceInformationList: ping === undefined ? [] : [{ PingStatus: ping }] });
  };
  await using server = await AwsServer.start(identified(answer));
  const ran = await runFleet(shellCommand, ['shell', ...line.split(' ').filter((word) => word !== '')], {
    ...answers,
    env: { ...server.environment, AWS_REGION: 'eu-west-1', PATH: programs.PATH, ...env },
  });
  const filters = server.calls
    .filter(({ action }) => action === 'DescribeInstances')
    .map(({ input }) => input);
  return { ...ran, filters, sessions: programs.callsOf('aws') };
}

const START = ['ssm', 'start-session', '--target'];

describe('fleet shell', () => {
  it('opens a session on an instance', async () => {
    const { code, sessions, err, filters } = await shell('i-01');
    expect({ code, sessions }).toEqual({ code: 0, sessions: [[...START, 'i-01', '--region', 'eu-west-1']] });
    expect(err).toContain('Opens a session on i-01 of fleet ci. A job that runs on it continues.');
    expect(filters).toMatchObject([
      {
        ...{ 'Filter.1.Name': 'instance-state-name', 'Filter.1.Value.1': 'running' },
        ...{ 'Filter.2.Name': 'tag:application', 'Filter.2.Value.1': 'semaphore-agent' },
        ...{ 'Filter.3.Name': 'tag-key', 'Filter.3.Value.1': 'aws:cloudformation:stack-name' },
      },
    ]);
  });

  it('passes the profile on to the AWS CLI', async () => {
    using folder = fakePrograms({});
    const AWS_CONFIG_FILE = folder.pathOf('config');
    writeFileSync(AWS_CONFIG_FILE, '[profile ops]\naws_access_key_id = a\naws_secret_access_key = b\n');
    const { sessions } = await shell('i-01 --profile ops', { env: { AWS_CONFIG_FILE } });
    expect(sessions).toEqual([[...START, 'i-01', '--region', 'eu-west-1', '--profile', 'ops']]);
  });

  it("ends with the session's exit code", async () => {
    expect(await shell('i-01', { programs: { ...INSTALLED, aws: 'exit 254' } })).toMatchObject({ code: 254 });
  });

  it('takes the only running instance of a fleet', async () => {
    const { sessions, filters } = await shell('--stack ci', { running: ['i-07'] });
    expect(sessions).toEqual([[...START, 'i-07', '--region', 'eu-west-1']]);
    // A fleet may have another application tag.
    const filter = { 'Filter.2.Name': 'tag:aws:cloudformation:stack-name', 'Filter.2.Value.1': 'ci' };
    expect(filters).toMatchObject([filter]);
    expect(filters[0]).not.toHaveProperty(['Filter.3.Name']);
  });

  it('asks for the instance if several are running', async () => {
    const chosen = await shell('', { answers: ['i-01'] });
    expect(chosen.shell.questions).toEqual(['Which instance?']);
    expect(chosen.sessions).toEqual([[...START, 'i-01', '--region', 'eu-west-1']]);
    const cancelled = await shell('', { cancels: true });
    expect(cancelled).toMatchObject({ code: 1, sessions: [] });
    expect(cancelled.err).toContain('cancelled; no session was opened');
  });

  it.each<[string, string, Region, number, string | RegExp, string]>([
    [
      'several instances and no terminal',
      '',
      {},
      2,
      /^instance: 2 instances of the fleets in eu-west-1 are running\n {2}Name one of .* \(ci\)$/m,
      'i-02 (ci), i-01 (ci)',
    ],
    [
      'an instance that belongs to no fleet',
      'i-99',
      {},
      1,
      'i-99: is not a running instance of the fleets',
      'Name one of i-02 (ci)',
    ],
    [
      'many instances and no terminal',
      '',
      { running: Array.from({ length: 12 }, (_, index) => `i-${index + 10}`) },
      2,
      /i-12 \(ci\) and 2 more$/m,
      'Name one of i-21 (ci), i-20 (ci)',
    ],
    ['no instance', '', { running: [] }, 1, 'the fleets in eu-west-1: no instance is running', '--region'],
    ['a name instead of an id', 'web-1', {}, 2, 'web-1 is not an instance id', 'i-0123456789abcdef0'],
    ['--json', 'i-01 --json', {}, 2, /^$/, ''],
    [
      'no AWS CLI',
      'i-01',
      { programs: {} },
      1,
      'aws: is not on the PATH',
      'Install the AWS CLI: https://docs',
    ],
    [
      'no Session Manager plugin',
      'i-01',
      { programs: { aws: 'exit 0' } },
      1,
      'session-manager-plugin: is not on the PATH',
      'Install the Session Manager plugin: https://docs',
    ],
    [
      'an instance that Systems Manager does not know',
      'i-01',
      { ping: undefined },
      1,
      'i-01: is not registered with Systems Manager',
      'npm run fleet -- doctor --stack ci',
    ],
    [
      'an instance that Systems Manager cannot reach',
      'i-01',
      { ping: 'ConnectionLost' },
      1,
      'has lost its connection to Systems Manager (ConnectionLost)',
      'ssmmessages',
    ],
  ])('opens no session: %s', async (_, line, region, code, problem, remedy) => {
    const ran = await shell(line, region);
    expect(ran).toMatchObject({ code, sessions: [] });
    expect(ran.err).toMatch(problem);
    expect(ran.err).toContain(remedy);
  });

  it('opens a session if the permission to look up the connection to Systems Manager is missing', async () => {
    const { code, sessions } = await shell('i-01', { ping: { error: 'AccessDeniedException' } });
    expect({ code, sessions }).toMatchObject({
      code: 0,
      sessions: [[...START, 'i-01', '--region', 'eu-west-1']],
    });
  });

  it('refuses --json with an error in JSON', async () => {
    const { out } = await shell('i-01 --json');
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ key: '--format', remedy: 'Leave it out' }],
    });
  });
});
