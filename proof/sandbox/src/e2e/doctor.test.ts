import { once } from 'node:events';
import {
  CreateStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
  type DescribeStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { accountId } from '../emulator/account.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { deployFleet, storeToken } from '../scenario/deployment.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler, sendWave, waitForRest } from '../scenario/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';
import { operatorOf } from '../testing/operator.ts';

interface Finding {
  readonly name: string;
  readonly verdict: string;
  readonly unknown?: true;
}

/** The job in the output of `explain --job --json`. */
interface ExplainedJob {
  readonly waitedSeconds: number | null;
  readonly causes: readonly string[];
  readonly notes: readonly string[];
}

/** A line of `run --json`. */
interface RunLine {
  readonly fleets: readonly Readonly<Record<string, unknown>>[];
  readonly problems: readonly object[];
}

/**
 * Checks that never pass here: this fleet has no alarm topic, and the region was bootstrapped by the CDK CLI, while only
 * `fleet bootstrap` creates the instances' log groups and can require a permissions boundary.
 */
const NEVER_OK = ['alarm-actions', 'log-groups', 'permissions-boundary'];

/** Runs an operator's commands on a deployed fleet. */
describe('fleet', () => {
  let context: ScenarioContext;
  let operator: ReturnType<typeof operatorOf>;
  /** The job that `run` has followed. */
  let followed: { readonly job: string; readonly instance: string };

  beforeAll(async () => {
    context = await bootstrappedRegion();
    operator = operatorOf(context);
    await deployFleet(context);
    await operator.switchSchedule(false);
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  /** The fleets in the output of `explain --json`. */
  const explained = async () =>
    (JSON.parse((await operator.fleet('explain', '--json')).stdout) as { fleets: unknown }).fleets;

  /** The names of all checks with this verdict; by default, of all checks that are not ok. */
  async function checksThatFail(verdict?: string, by = operator): Promise<readonly string[]> {
    const { stdout } = await by.fleet('doctor', '--json');
    const { fleets } = JSON.parse(stdout) as { fleets: [{ findings: readonly Finding[] }] };
    const [{ findings }] = fleets;
    return findings
      .filter((finding) => (verdict === undefined ? finding.verdict !== 'ok' : finding.verdict === verdict))
      .map(({ name }) => name)
      .sort();
  }

  it('explain says what the scaler would do, and the scaler does it as soon as it runs', async () => {
    context.region.semaphore.enqueue(2, { durationMs: 500 });
    expect((await operator.fleet('explain')).stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^e2e-fleet {2}.* UTC$/),
      '  2 jobs queued, 0 running: 2 agents needed.',
      "  The group's limits are 0 to 6 instances, and its desired capacity is 0.",
      '  The scaler would raise the desired capacity from 0 to 2: demand.',
      '',
      '  What it did:',
      expect.stringContaining('doctor'),
    ]);
    expect(await explained()).toMatchObject([
      {
        fleet: 'e2e-fleet',
        explanation: { decision: { kind: 'raise', target: 2, reason: 'demand' } },
        decisions: [],
        changesWithDeploy: false,
        unknown: {},
      },
    ]);
    await operator.switchSchedule(true);
    await invokeScaler(context);
    // Jobs start in order, so the two queued above start before this one.
    await sendWave(context, { jobs: 1, jobMs: 500 });
  });

  it('run follows a job from the queue to the log of its agent', async () => {
    await waitForRest(context);
    const running = operator.fleet('run', '--json', '--timeout', '60s');
    const { semaphore } = context.region;
    // Without a limit, the job might start before the command has seen it in the queue.
    semaphore.limitAgents(0);
    let printed = '';
    running.stdout.on('data', (text) => (printed += String(text)));
    const prints = async (step: string) => {
      while (!printed.includes(`"step":"${step}"`)) {
        const ended = running.then(() => 'ended');
        if ((await Promise.race([once(running.stdout, 'data'), ended])) === 'ended') throw new Error(printed);
      }
    };
    await prints('waiting');
    const [job] = semaphore.enqueue(1, { durationMs: 500 });
    await prints('launched');
    semaphore.limitAgents(undefined);
    const { exitCode, stdout, stderr } = await running;
    const lines = stdout.split('\n').map((line) => JSON.parse(line) as RunLine);
    const steps = lines.flatMap(({ fleets }) => fleets);
    const problems = lines.flatMap((line) => line.problems);
    expect({ exitCode, stderr, problems }).toEqual({
      exitCode: 0,
      stderr: '',
      problems: [],
    });
    const names = ['waiting', 'queued', 'raised', 'launched', 'registered', 'started', 'logged'];
    expect(steps.map(({ step }) => step)).toEqual(names);
    const [{ id, agentName } = { id: '' }] = context.region.fleet.instances().slice(-1);
    expect(semaphore.jobs().at(-1)).toMatchObject({ id: job, agentName });
    expect(steps.at(-1)).toMatchObject({
      job,
      instance: id,
      line: expect.stringMatching(`: Running job ${job}$`),
    });
    followed = { job: String(job), instance: id };
  });

  it('doctor reports no problems for a new fleet', async () => {
    // The scaler publishes its metrics only after a minute, so `scaler-alive` may not pass yet.
    expect((await checksThatFail()).filter((name) => name !== 'scaler-alive')).toEqual(NEVER_OK);
    // Six instances of the default type t2.micro, with one vCPU each.
    expect((await operator.fleet('doctor', '--all')).stdout).toMatch(
      /quota-on-demand .*, 6 needed at the maximum$/m,
    );
  });

  it('doctor reports a disabled rule, and fails', async () => {
    await operator.switchSchedule(false);
    expect(await checksThatFail('failure')).toContain('scaler-schedule');
    expect((await operator.fleet('doctor')).exitCode).toBe(1);
    await operator.switchSchedule(true);
    expect(await checksThatFail('failure')).not.toContain('scaler-schedule');
  });

  it('doctor reports a deleted token, and one that Semaphore does not accept', async () => {
    const { region } = context;
    const Name = context.fleet.config.token.parameterName;
    await region.clients.ssm.send(new DeleteParameterCommand({ Name }));
    expect(await checksThatFail('failure')).toContain('token-readable');
    await storeToken(region, Name, 'another-token');
    expect(await checksThatFail('failure')).toContain('token-accepted');
    await storeToken(region, Name, 'e2e-registration-token');
    expect((await checksThatFail('failure')).filter((name) => name.startsWith('token'))).toEqual([]);
  });

  it('doctor reports a key for the logs that does not exist, or that CloudWatch Logs may not use', async () => {
    const { cloudFormation } = context.region.clients;
    const template = (service: string) => {
      const Statement = [
        { Effect: 'Allow', Principal: { Service: service }, Action: 'kms:*', Resource: '*' },
      ];
      const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement } } };
      const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['key', 'Arn'] } } };
      return { StackName: 'log-key', TemplateBody: JSON.stringify({ Resources: { key }, Outputs }) };
    };
    const failing = (arn: string) => {
      const variables = { ...context.fleet.variables, SEMAPHORE_AGENT_LOG_KMS_KEY: arn };
      return checksThatFail('failure', operatorOf({ ...context, fleet: { ...context.fleet, variables } }));
    };
    const limits = { client: cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
    expect(
      await failing(`arn:aws:kms:us-east-1:${accountId}:key/0b1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e`),
    ).toContain('log-key');
    await cloudFormation.send(new CreateStackCommand(template('lambda.amazonaws.com')));
    const { reason } = await waitUntilStackCreateComplete(limits, { StackName: 'log-key' });
    const arn = (reason as DescribeStacksCommandOutput).Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';
    expect(await failing(arn)).toContain('log-key');
    await cloudFormation.send(new UpdateStackCommand(template('logs.us-east-1.amazonaws.com')));
    await waitUntilStackUpdateComplete(limits, { StackName: 'log-key' });
    expect(await failing(arn)).not.toContain('log-key');
  });

  it('status shows the fleet on one screen', async () => {
    const { stdout, exitCode } = await operator.fleet('status');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^e2e-fleet {2}CREATE_COMPLETE/);
    expect(stdout).toMatch(/^capacity .* from 0 to 6$/m);
    expect(stdout).not.toContain('not known');
  });

  it('scale changes the limits for a time, and a second call restores them', async () => {
    const limits = async () => {
      const [group] = await context.region.fleet.groups();
      return [group?.min, group?.max];
    };
    const scaled = await operator.fleet('scale', '--min', '1', '--max', '8', '--for', '1h', '--yes');
    expect(scaled.stdout).toMatch(/^e2e-fleet: from 1 to 8, \d desired; at .* UTC from 0 to 6$/);
    expect(await limits()).toEqual([1, 8]);
    expect((await operator.fleet('status')).stdout).toMatch(/ from 1 to 8 \(at .* UTC from 0 to 6\)$/m);
    expect(await checksThatFail()).not.toContain('group-limits');
    const line = ['scale', '--stack', 'e2e-fleet', '--min', '0', '--max', '6', '--yes'];
    expect(await operator.fleet(...line)).toMatchObject({ exitCode: 0 });
    expect(await limits()).toEqual([0, 6]);
    expect((await operator.fleet('status')).stdout).toMatch(/^capacity .* from 0 to 6$/m);
  });

  it('function deploy updates the code of one Lambda, and changes nothing when repeated', async () => {
    const { cloudFormation, lambda } = context.region.clients;
    const { physicalId } = await stackResource(cloudFormation, 'e2e-fleet', 'sshKeysUpdaterLambda1B004349');
    const sha = async () => {
      const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: physicalId }));
      return Configuration?.CodeSha256;
    };
    // The function cannot reach the Internet here. It must fail with the same error before and after the update.
    const invoke = async () => {
      const command = new InvokeCommand({ FunctionName: physicalId, Payload: '{}' });
      const { FunctionError, Payload } = await lambda.send(command);
      const { errorType } = z
        .object({ errorType: z.string().optional() })
        .parse(JSON.parse(Buffer.from(Payload ?? []).toString()) ?? {});
      return { FunctionError, errorType };
    };
    const before = await invoke();
    const deployed = await sha();
    const line = ['function', 'deploy', 'ssh-keys-updater', '--stack', 'e2e-fleet', '--yes', '--json'];
    const updates = [await operator.fleet(...line), await operator.fleet(...line)];
    expect(
      updates.map(({ exitCode, stdout, stderr }) => (exitCode === 0 ? JSON.parse(stdout).fleets[0] : stderr)),
    ).toEqual([true, false].map((updated) => expect.objectContaining({ function: physicalId, updated })));
    expect(await sha()).not.toBe(deployed);
    expect(await invoke()).toEqual(before);
  });

  it('explain says that the maximum is too low for the queued jobs', async () => {
    const { semaphore, fleet: instances } = context.region;
    const jobs = semaphore.enqueue(9, { durationMs: 60_000 });
    await context.expectations.eventually(
      'the group is at its maximum',
      async () => {
        const desired = (await instances.groups()).map((group) => group.desired);
        return { held: desired.includes(6), seen: `${desired}` };
      },
      { withinMs: 30_000 },
    );
    const { stdout } = await operator.fleet('explain');
    expect(stdout).toMatch(/^ {2}\d jobs? queued, \d running: 9 agents needed\.$/m);
    expect(stdout).toContain(
      'would leave the desired capacity at 6: at the maximum size. The queued jobs wait',
    );
    expect(await explained()).toMatchObject([
      { explanation: { decision: { kind: 'hold', target: 6, reason: 'at the maximum size' } } },
    ]);
    const waiting = await operator.fleet('explain', '--job', jobs[8] ?? '');
    expect(waiting.stdout).toMatch(new RegExp(`^ {2}Job ${jobs[8]} (is|has been) queued`, 'm'));
    expect(waiting.stdout).toContain('The queued jobs wait');
    jobs.forEach((job) => semaphore.stopJob(job));
  });

  it('explain --job says when a job started, on which instance, how long it waited and why', async () => {
    const { job, instance } = followed;
    const explainJob = async () => {
      const { stdout } = await operator.fleet('explain', '--job', job, '--json');
      const [{ job: found }] = (JSON.parse(stdout) as { fleets: [{ job: ExplainedJob }] }).fleets;
      return found;
    };
    await context.expectations.eventually(
      'the log has the decisions about the job',
      async () => {
        const { causes } = await explainJob();
        return { held: causes.length > 0, seen: causes.join(' ') };
      },
      // The emulator writes log lines only when the invocation ends.
      { withinMs: 120_000 },
    );
    const { queuedAt = NaN, startedAt = NaN } =
      context.region.semaphore.jobs().find(({ id }) => id === job) ?? {};
    const { notes, waitedSeconds, ...found } = await explainJob();
    expect(found).toMatchObject({
      ...{ state: 'started', instance },
      causes: expect.arrayContaining([expect.stringMatching(/^The scaler raised the desired capacity/)]),
    });
    // If the machine is so busy that polls come late, the scaler does not measure the wait. Otherwise the start and the end of the wait are each
    // exact to a poll, which takes two seconds.
    if (waitedSeconds === null) expect(notes.join(' ')).toContain('How long it waited is not known.');
    else expect(Math.abs(waitedSeconds - (startedAt - queuedAt) / 1_000)).toBeLessThan(4.5);
  });

  it('explain --job exits with 1 for a job that the fleet never saw', async () => {
    const { exitCode, stderr } = await operator.fleet(
      'explain',
      '--job',
      '00000000-0000-4000-8000-000000000000',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('e2e-fleet: nothing known of it since');
  });

  it('explain reports that Semaphore does not answer with the demand', async () => {
    const { semaphore } = context.region;
    semaphore.failMetrics({ kind: 'status', status: 503 });
    const { stdout, exitCode } = await operator.fleet('explain');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^ {2}Not known: .*503/m);
    expect(await explained()).toMatchObject([
      { explanation: null, unknown: { explanation: expect.stringContaining('503') } },
    ]);
    semaphore.failMetrics(undefined);
  });

  it("logs shows the scaler's decisions", async () => {
    await context.expectations.eventually(
      'a raise in the log',
      async () => {
        const { stdout } = await operator.fleet('logs', '--since', '10m');
        return { held: /raised 0 → \d of 6 \(demand/.test(stdout), seen: stdout };
      },
      // The emulator writes log lines only when the invocation ends.
      { withinMs: 120_000 },
    );
  });

  it('logs --instance shows no lines of other instances', async () => {
    const { stdout } = await operator.fleet('logs', '--instance', 'i-0000000000000000f');
    expect(stdout).toBe('');
  });
});
