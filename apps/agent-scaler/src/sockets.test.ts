import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountInEnvironment, type AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { SemaphoreServer, type SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { connect, type Connections } from './connect.ts';
import { handler } from './index.ts';
import { assemble } from './invocation.ts';
import { readSettings } from './settings.ts';

const metricsOf =
  (queued: unknown, running: unknown = 0): SemaphoreAnswer =>
  (response) =>
    response.end(JSON.stringify({ jobs: { queued, running }, agents: { idle: 0, occupied: 0 } }));
const text =
  (status: number, body = '', headers: Record<string, string> = {}): SemaphoreAnswer =>
  (response) =>
    response.writeHead(status, headers).end(body);
const limits = { semaphoreMs: 150, awsMs: 150, metricsMs: 300 };
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

let semaphore: SemaphoreServer;
let aws: AccountInEnvironment;
let connections: Connections | undefined;
const trusted = getCACertificates('default');

beforeAll(async () => {
  semaphore = await SemaphoreServer.start(metricsOf(4));
  setDefaultCACertificates([...trusted, semaphore.ca]);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await semaphore[Symbol.asyncDispose]();
});
beforeEach(async () => {
  semaphore.answer = metricsOf(4);
  semaphore.tokens.length = 0;
  aws = await AccountInEnvironment.start();
  aws.account.parameters.set('/ci/token', 't0ken');
  addGroup('ci-asg');
});
afterEach(async () => {
  connections?.close();
  await aws[Symbol.asyncDispose]();
});

function addGroup(name: string): void {
  const Tags = [{ Key: 'aws:cloudformation:stack-name', Value: 'ci' }];
  aws.account.groups.push({ AutoScalingGroupName: name, MinSize: 0, MaxSize: 10, DesiredCapacity: 0, Tags });
}

function environment({ host, port } = semaphore.endpoint): Record<string, string> {
  return {
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_AGENT_STACK_NAME: 'ci',
    SEMAPHORE_ENDPOINT: `${host}:${port}`,
  };
}

/** The scaler, connected to the servers of this test, to be polled by hand. */
function scaler(endpoint = semaphore.endpoint) {
  const settings = readSettings(environment(endpoint));
  connections = connect(settings, silent, limits);
  return { ...assemble(connections.ports, settings), ports: connections.ports };
}

const semaphoreFaults: [string, SemaphoreAnswer][] = [
  ['a hang', () => undefined],
  ['a drip', (response) => void response.writeHead(200).write('{')],
  ['a reset', () => semaphore.resetConnections()],
  ['a redirect', text(302, '', { location: 'https://elsewhere.example/' })],
  ['401', text(401)],
  ['404', text(404)],
  ['429', text(429, '', { 'retry-after': '1' })],
  ['500', text(500)],
  ['503', text(503)],
  ['HTML', text(200, '<!doctype html>')],
  ['half JSON', text(200, '{"jobs":{"queued":9,"run')],
  ['text for numbers', metricsOf('9', '9')],
  ['negatives', metricsOf(-3)],
  ['fractions', metricsOf(8.5)],
  ['infinity', text(200, '{"jobs":{"queued":1e999,"running":0},"agents":{"idle":0,"occupied":0}}')],
  ['50 MB', text(200, ' '.repeat(50 * 1024 * 1024))],
];
const hang = () => undefined;
const drip = (reply: AwsReply) => reply.drip();
const throttle = (reply: AwsReply) => reply.fail('Throttling', 'Rate exceeded');
const deny = (reply: AwsReply) => reply.fail('AccessDenied', 'not authorized', 403);
const awsFaults: [string, string, (reply: AwsReply) => void][] = [
  ['GetParameter', 'missing', (reply) => reply.fail('ParameterNotFound', 'UnknownError')],
  ['GetParameter', 'throttled', (reply) => reply.fail('ThrottlingException', 'Rate exceeded')],
  ['GetParameter', 'denied', (reply) => reply.fail('AccessDeniedException', 'not authorized')],
  ['GetParameter', 'hanging', hang],
  ['GetParameter', 'blank', (reply) => reply.ok({ Parameter: { Value: ' ' } })],
  ['DescribeAutoScalingGroups', 'missing', (reply) => reply.ok({ AutoScalingGroups: [] })],
  ['DescribeAutoScalingGroups', 'throttled', throttle],
  ['DescribeAutoScalingGroups', 'denied', deny],
  ['DescribeAutoScalingGroups', 'hanging', hang],
  ['DescribeAutoScalingGroups', 'dripping', drip],
  ['SetDesiredCapacity', 'throttled', throttle],
  ['SetDesiredCapacity', 'denied', deny],
  ['SetDesiredCapacity', 'busy', (reply) => reply.fail('ScalingActivityInProgress', 'busy')],
  ['SetDesiredCapacity', 'cut off', (reply) => reply.reset()],
  ['SetDesiredCapacity', 'hanging', hang],
];

describe('a poll over real sockets', () => {
  it('reads the token, the demand and the group, and raises', async () => {
    await scaler().poller.poll();
    expect(aws.account.desiredCapacities).toEqual([4]);
    expect(semaphore.tokens).toEqual(['Token t0ken']);
    expect(aws.server.count('DescribeAutoScalingGroups')).toBe(1);
  });

  it('ends an absurd but valid count at the maximum', async () => {
    semaphore.answer = metricsOf(Number.MAX_SAFE_INTEGER, 5);
    await scaler().poller.poll();
    expect(aws.account.desiredCapacities).toEqual([10]);
  });

  it.each(semaphoreFaults)(
    'takes %s of Semaphore for a failure, moves nothing, and works again',
    async (_, fault) => {
      const { poller, tally } = scaler();
      semaphore.answer = fault;
      await poller.poll();
      expect([tally.failed, tally.decided, aws.account.desiredCapacities]).toEqual([1, 0, []]);
      semaphore.answer = metricsOf(4);
      await poller.poll();
      expect([tally.failed, tally.decided, aws.account.desiredCapacities]).toEqual([1, 1, [4]]);
    },
  );

  it.each(awsFaults)(
    'takes %s %s for a failure, moves nothing, and works again',
    async (action, _, fault) => {
      const { poller, tally } = scaler();
      aws.account.faults.set(action, fault);
      await poller.poll();
      expect([tally.failed, tally.decided, aws.account.desiredCapacities]).toEqual([1, 0, []]);
      aws.account.faults.clear();
      await poller.poll();
      expect([tally.failed, tally.decided, aws.account.desiredCapacities]).toEqual([1, 1, [4]]);
    },
  );

  it('does not choose between two groups', async () => {
    addGroup('twin');
    const { poller, tally } = scaler();
    await poller.poll();
    expect(tally.lastFailure).toMatchObject({ name: 'AmbiguousGroupError' });
    expect(aws.account.desiredCapacities).toEqual([]);
  });

  it('uses a rotated token', async () => {
    const { poller, tally } = scaler();
    await poller.poll();
    aws.account.parameters.set('/ci/token', 'new');
    semaphore.answer = (response, request) =>
      (request.headers.authorization === 'Token new' ? metricsOf(6) : text(404))(response, request);
    await poller.poll();
    await poller.poll();
    expect([tally.failed, tally.decided, aws.account.desiredCapacities]).toEqual([1, 2, [4, 6]]);
  });

  it('takes an unknown host for a failure', async () => {
    const { poller, tally } = scaler({ host: 'nowhere.invalid', port: 443 });
    await poller.poll();
    expect(tally.lastFailure).toMatchObject({
      name: expect.stringMatching(/^Semaphore(Connection|Deadline)Error$/) as unknown,
    });
  });

  it('takes a certificate it does not trust for a failure', async () => {
    await using stranger = await SemaphoreServer.start(metricsOf(4));
    const { poller, tally } = scaler(stranger.endpoint);
    await poller.poll();
    expect(tally.lastFailure).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(stranger.tokens).toEqual([]);
  });
});

describe('publishing over real sockets', () => {
  const metrics = [{ name: 'JobCount', dimensions: { StackName: 'ci' }, values: [1], counts: [30] }];

  it.each<[string, (reply: AwsReply) => void, RegExp]>([
    [
      'fails',
      (reply) => reply.fail('InternalServiceFault', 'oops', 500),
      /ServiceError|DeadlineExceededError/,
    ],
    ['hangs', hang, /DeadlineExceededError/],
    [
      'is throttled',
      (reply) => reply.fail('ThrottlingException', 'Rate exceeded'),
      /ThrottledError|DeadlineExceededError/,
    ],
  ])('ends in time when CloudWatch %s, and polls go on', async (_, fault, name) => {
    aws.account.faults.set('PutMetricData', fault);
    const { ports, poller } = scaler();
    const published = ports.metrics.publish(metrics, new Date());
    await poller.poll();
    expect(aws.account.desiredCapacities).toEqual([4]);
    await expect(published).rejects.toMatchObject({ name: expect.stringMatching(name) as unknown });
  });

  it('loads no client for nothing', async () => {
    await scaler().ports.metrics.publish([], new Date());
    expect(aws.server.calls).toEqual([]);
  });
});

describe('the handler', () => {
  const context = { awsRequestId: 'r-1', getRemainingTimeInMillis: () => 3_100 };
  const withEnvironment = (variables: Record<string, string>) => {
    process.env = { ...process.env, ...variables, SEMAPHORE_AGENT_LOG_LEVEL: 'error' };
  };

  it('runs an invocation from its environment', async () => {
    withEnvironment(environment());
    await handler({ time: new Date().toISOString() }, context);
    expect(aws.account.desiredCapacities).toEqual([4]);
  });

  it('fails when nothing succeeded', async () => {
    withEnvironment(environment());
    semaphore.answer = text(500);
    await expect(handler({}, context)).rejects.toMatchObject({ name: 'ScalerFailedError' });
  });

  it('fails at once in a wrong environment', async () => {
    withEnvironment({ ...environment(), SEMAPHORE_ENDPOINT: '' });
    await expect(handler({}, context)).rejects.toThrow('SEMAPHORE_ENDPOINT is required');
  });
});
