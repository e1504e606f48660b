import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { expect, it } from '@jest/globals';
import { readContext } from '../cdk/context-files.ts';
import type { SynthesisRequest } from '../cdk/tools.ts';
import type { Shell } from '../cli/shell.ts';
import { FakeParameters } from '../testing/fake-parameters.ts';
import { identified } from '../testing/fake-site.ts';
import { FakeStacks, FakeTools } from '../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../testing/fleet-file.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { ACCOUNT_MISTAKES } from '../testing/mistakes/account-mistakes.ts';
import { FILE_MISTAKES } from '../testing/mistakes/file-mistakes.ts';
import type { Mistake } from '../testing/mistakes/mistake.ts';
import { TYPED_MISTAKES } from '../testing/mistakes/typed-mistakes.ts';
import { bootstrapCommand } from './bootstrap/command.ts';
import { deployCommand } from './deploy/command.ts';
import { destroyCommand } from './destroy/command.ts';
import { commandsOf } from './index.ts';
import { planCommand } from './plan/command.ts';
import { synthCommand } from './synth/command.ts';

/** Mistakes that users make on the way to a running fleet. */
const MISTAKES = [...TYPED_MISTAKES, ...FILE_MISTAKES, ...ACCOUNT_MISTAKES];

/** Fake tools, whose synthesis reads the CDK's files in the folder of the configuration. */
const tools = new FakeTools({ AwsSemaphoreAgentStack: { Resources: {} } });
const { synthesize } = tools;
Object.assign(tools, {
  synthesize: async (request: SynthesisRequest) => {
    const folder = dirname(request.env['SEMAPHORE_AGENT_STACK_CONFIG'] ?? '');
    readContext([
      { path: join(folder, 'cdk.json'), whole: false },
      { path: join(folder, 'cdk.context.json'), whole: true },
    ]);
    return synthesize(request);
  },
});
const withTools = [planCommand, deployCommand, destroyCommand, bootstrapCommand, synthCommand] as const;
const commands = (await commandsOf([])).map((factory) => {
  const command = withTools.find((each) => each === factory);
  return command ? (shell: Shell) => command(shell, tools) : factory;
});

/** An account that has only the token and the bootstrap that the mistake names. */
function account({ stored, bootstrapped, refused = {} }: Mistake): AwsAnswer {
  const parameters = new FakeParameters();
  if (stored) parameters.set('/ci/linux-token', { type: 'SecureString', value: stored, version: 1 });
  if (bootstrapped) {
    parameters.set('/cdk-bootstrap/hnb659fds/version', { type: 'String', value: '28', version: 1 });
  }
  const stacks = new FakeStacks();
  const answer = identified((call, reply) => {
    if (call.service === 'logs') return reply.ok({ logGroups: [] });
    if (call.service === 'iam') return reply.fail('NoSuchEntity', 'there is none', 404);
    return (call.service === 'ssm' ? parameters : stacks).answer(call, reply);
  });
  return (call, reply) => {
    const refusal = refused[call.action];
    if (refusal === undefined) answer(call, reply);
    else reply.fail(refusal, 'refused', 403);
  };
}

it('covers at least twenty mistakes', () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(20);
});

it.each(MISTAKES)('reports $what, with a remedy', async (mistake) => {
  const { line, file = fleetParameters('linux'), others = {}, code, names, remedy } = mistake;
  const { input = '', env = {} } = mistake;
  await using aws = await AwsServer.start(account(mistake));
  using written = fleetFile(file);
  for (const [name, content] of Object.entries(others)) {
    const path = join(dirname(written.path), name);
    if (content === undefined) mkdirSync(path);
    else writeFileSync(path, content);
  }
  const ran = await runFleet(commands, line.split(' '), {
    input,
    env: { ...aws.environment, ...written.env, INIT_CWD: dirname(written.path), ...env },
  });
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(names);
  expect(ran.err).toMatch(remedy);
  expect(ran.err).not.toMatch(/^\s+at /m);
  expect(tools.runs).toEqual([]);
});
