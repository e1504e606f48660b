import { dirname } from 'node:path';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { expect, it } from '@jest/globals';
import type { Shell } from '../cli/shell.ts';
import { FakeParameters } from '../testing/fake-parameters.ts';
import { identified } from '../testing/fake-site.ts';
import { FakeStacks, FakeTools } from '../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../testing/fleet-file.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { ACCOUNT_MISTAKES } from '../testing/mistakes/account-mistakes.ts';
import type { Mistake } from '../testing/mistakes/mistake.ts';
import { TYPED_MISTAKES } from '../testing/mistakes/typed-mistakes.ts';
import { bootstrapCommand } from './bootstrap/command.ts';
import { deployCommand } from './deploy/command.ts';
import { destroyCommand } from './destroy/command.ts';
import { commandsOf } from './index.ts';
import { planCommand } from './plan/command.ts';

/** Mistakes that users make on the way to a running fleet. */
const MISTAKES = [...TYPED_MISTAKES, ...ACCOUNT_MISTAKES];

const tools = new FakeTools({ AwsSemaphoreAgentStack: { Resources: {} } });
const withTools = [planCommand, deployCommand, destroyCommand, bootstrapCommand] as const;
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
  const { line, file = fleetParameters('linux'), input = '', env = {}, code, names, remedy } = mistake;
  await using aws = await AwsServer.start(account(mistake));
  using written = fleetFile(file);
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
