import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW } from '../observe/testing/fleet.ts';
import { HEALTHY } from '../observe/testing/healthy-facts.ts';
import { healthyRegion } from '../observe/testing/healthy-region.ts';
import { deployedTemplate } from '../testing/deployed-template.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { scalerLogEvents } from '../testing/scaler-lines.ts';
import { trustedSemaphore } from '../testing/semaphore-in-environment.ts';
import { doctorCommand } from './doctor/command.ts';
import { explainCommand } from './explain/command.ts';
import { logsCommand } from './logs/command.ts';
import { statusCommand } from './status/command.ts';

const COMMANDS = {
  doctor: doctorCommand,
  explain: explainCommand,
  logs: logsCommand,
  status: statusCommand,
};

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;
beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end(JSON.stringify(HEALTHY.demand)));
});
afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

/** Runs a command without any configuration, against a region where the fleet `ci` is deployed. */
async function run(name: string, args: readonly string[]) {
  const template = deployedTemplate('ci', {
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_ENDPOINT: semaphore.address,
  });
  const region = healthyRegion({
    FilterLogEvents: (_, reply) => reply.ok({ events: scalerLogEvents }),
    GetTemplate: ({ input }, reply) =>
      input['StackName'] === 'ci'
        ? reply.ok({ TemplateBody: JSON.stringify(template) })
        : reply.fail('ValidationError', `Stack with id ${input['StackName']} does not exist`),
  });
  await using server = await AwsServer.start(region);
  const env = { ...server.environment, AWS_REGION: 'eu-west-1' };
  return await runFleet(COMMANDS[name as keyof typeof COMMANDS], [name, ...args], { env, now: NOW });
}

describe.each(Object.keys(COMMANDS))('%s --stack', (name) => {
  it('works on a deployed fleet without a configuration', async () => {
    const { code, out, err } = await run(name, ['--stack', 'ci']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/raised 0 → 3|0 failures/);
  });

  it('refuses a stack that is not deployed', async () => {
    const { code, err } = await run(name, ['--stack', 'cy', '--region', 'eu-west-1']);
    expect(code).toBe(1);
    expect(err).toContain('stack cy: is not deployed');
    expect(err).toContain('npm run fleet -- ls --region eu-west-1');
  });

  it('cannot be combined with --config or --fleet', async () => {
    expect(await run(name, ['--stack', 'ci', '--config', 'x.json'])).toMatchObject({ code: 2 });
    expect(await run(name, ['--stack', 'ci', '--fleet', 'ci'])).toMatchObject({ code: 2 });
  });
});

it('doctor --stack does not compare the fleet with a configuration', async () => {
  const { out } = await run('doctor', ['--stack', 'ci', '--json']);
  const names = JSON.parse(out).fleets[0].findings.map((finding: { name: string }) => finding.name);
  expect(names).toContain('token-accepted');
  for (const name of ['agent-config-current', 'scaler-settings', 'group-limits', 'image-current']) {
    expect(names).not.toContain(name);
  }
});
