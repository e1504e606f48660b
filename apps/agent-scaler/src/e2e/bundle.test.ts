import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsServer, FakeAccount } from '@agent-aws-stack/aws-clients/testing';
import { SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// Copy the bundle: another suite may run a command that builds it again.
const dist = mkdtempSync(join(tmpdir(), 'bundle-'));
cpSync(join(import.meta.dirname, '../../dist'), dist, { recursive: true });
// The process's time advances by 2 ms with each message from the test, which also runs the servers. So a busy machine
// slows down the process, its time and the servers alike, and no call misses its deadline.
const invoke = `
  import { mock } from 'node:test';
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  performance.now = () => now;
  process.on('message', () => {
    now += 2;
    mock.timers.tick(2);
    process.send('ticked');
  });
  Math.random = () => 0.5; // Starts the second poll one second after the first one, which has ended by then.
  const { handler } = await import(${JSON.stringify(join(dist, 'index.mjs'))});
  await handler({}, { awsRequestId: 'r-1', getRemainingTimeInMillis: () => 12_000 });
  process.disconnect();
`;
const metrics = { jobs: { queued: 4, running: 1 }, agents: { idle: 0, occupied: 1 } };

let folder: string;
let lines: Record<string, unknown>[];
const account = new FakeAccount();

beforeAll(async () => {
  await using semaphore = await SemaphoreServer.start((response) => response.end(JSON.stringify(metrics)));
  await using aws = await AwsServer.start(account.answer);
  folder = mkdtempSync(join(tmpdir(), 'agent-scaler-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, semaphore.ca);
  account.parameters.set('/ci/token', 't0ken');
  account.groups.push({
    AutoScalingGroupName: 'ci-asg',
    MinSize: 0,
    MaxSize: 10,
    DesiredCapacity: 1,
    Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'ci' }],
  });
  const env = {
    PATH: process.env.PATH,
    ...aws.environment,
    NODE_EXTRA_CA_CERTS: ca,
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_AGENT_STACK_NAME: 'ci',
    SEMAPHORE_ENDPOINT: `localhost:${semaphore.endpoint.port}`,
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'number',
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '2',
  };
  const child = spawn(process.execPath, ['--input-type=module', '-e', invoke], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const tick = () => child.connected && child.send('tick');
  child.on('error', (error: NodeJS.ErrnoException) => {
    // The bundle may exit before it has read a tick.
    if (error.code !== 'EPIPE' && error.code !== 'ERR_IPC_CHANNEL_CLOSED') throw error;
  });
  child.on('message', () => setTimeout(tick, 1));
  child.once('spawn', tick);
  const output = await text(child.stdout!);
  lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
});
afterAll(() => {
  for (const path of [dist, folder]) rmSync(path, { recursive: true });
});

describe('the bundle', () => {
  it('raises the desired capacity', () => {
    expect(account.desiredCapacities).toEqual([7]);
  });

  it('logs a JSON line whenever the decision changes', () => {
    expect(lines.filter((line) => !('_aws' in line))).toMatchObject([
      {
        level: 'INFO',
        message: 'desired capacity raised',
        service: 'agent-scaler',
        stack: 'ci',
        requestId: 'r-1',
        queued: 4,
        running: 1,
        idle: 0,
        occupied: 1,
        min: 0,
        max: 10,
        desired: 1,
        target: 7,
        reason: 'demand',
      },
      { message: 'desired capacity held', desired: 7, target: 7, reason: 'demand met' },
    ]);
  });

  it("writes its metrics to its log in CloudWatch's format", () => {
    const metrics = lines.filter((line) => '_aws' in line);
    const named = metrics.map((line) => {
      const { CloudWatchMetrics } = line['_aws'] as { CloudWatchMetrics: { Metrics: { Name: string }[] }[] };
      const name = CloudWatchMetrics[0]?.Metrics[0]?.Name ?? '';
      return [name, line['JobState'] ?? line['AgentState'], [...new Set(line[name] as number[])]];
    });
    expect(named).toEqual([
      ['JobCount', 'queued', [4]],
      ['JobCount', 'running', [1]],
      ['AgentCount', 'idle', [0]],
      ['AgentCount', 'occupied', [1]],
      ['ScaleOutLatency', undefined, [expect.any(Number)]],
      ['DesiredCapacity', undefined, [7]],
    ]);
    expect(account.metricData).toEqual([]);
  });

  it('contains only its package.json and at most 480 kB of code', () => {
    const files = readdirSync(dist).filter((file) => file !== 'package.json');
    expect(files.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    const bytes = files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
    expect(bytes).toBeLessThanOrEqual(480_000);
  });
});
