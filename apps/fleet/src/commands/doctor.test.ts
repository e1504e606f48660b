import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../aws/clients.ts';
import type { Fact } from '../doctor/fact.ts';
import type { Facts } from '../doctor/facts.ts';
import { gatherFacts } from '../doctor/gather/gather.ts';
import { asked, HEALTHY } from '../doctor/testing/healthy.ts';
import { ACTIONS, healthyRegion, POLICY } from '../doctor/testing/healthy-region.ts';
import { NOW, subjectWith } from '../doctor/testing/subject.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { trustedSemaphore } from '../testing/semaphore-in-environment.ts';
import { doctorCommand } from './doctor.ts';

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;

beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end(JSON.stringify(HEALTHY.demand)));
});

afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

/** What the doctor gets to know in a region. */
async function gather(answer: AwsAnswer): Promise<Record<string, Fact<unknown>>> {
  await using server = await AwsServer.start(answer);
  const before = process.env;
  process.env = { ...before, ...server.environment, AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: '1' };
  try {
    const sources = {
      aws: awsClients(),
      imageName: () => HEALTHY.expectedImageName,
      executionPolicy: () => POLICY,
    };
    const facts = gatherFacts(sources, subjectWith({ SEMAPHORE_ENDPOINT: semaphore.address }));
    const names = Object.keys(facts) as (keyof Facts)[];
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await facts[name]])));
  } finally {
    process.env = before;
  }
}

/** What is not known, with the reason. */
const unknownIn = (facts: Record<string, Fact<unknown>>): (readonly [string, string])[] =>
  Object.entries(facts).flatMap(([name, fact]) => (fact.known ? [] : [[name, fact.why] as const]));

describe('what the doctor gets to know', () => {
  it('is everything, of a healthy fleet', async () => {
    expect(await gather(healthyRegion())).toEqual(asked());
  });

  it.each(ACTIONS.filter((action) => action !== 'GetCallerIdentity'))(
    'without %s is the rest all the same',
    async (action) => {
      const facts = await gather(
        healthyRegion({ [action]: (_, reply) => reply.fail('AccessDeniedException', 'no', 403) }),
      );
      const unknown = unknownIn(facts);
      expect(unknown.length).toBeGreaterThan(0);
      for (const [, why] of unknown) {
        // Lambda's REST actions have no name on the wire.
        const name = action.startsWith('GET ') ? 'GetFunction' : action;
        expect(why).toMatch(new RegExp(`${name} on |token`));
      }
      const direct = ['DescribeStacks', 'ListStackResources', 'DescribeAutoScalingGroups', 'GetParameter'];
      if (!direct.includes(action)) expect(unknown.length).toBeLessThan(10);
    },
  );

  it('is little without credentials, for one reason', async () => {
    const facts = await gather(
      healthyRegion({ GetCallerIdentity: (_, reply) => reply.fail('ExpiredToken', 'expired', 403) }),
    );
    const { caller, ...others } = Object.fromEntries(unknownIn(facts));
    expect(caller).toMatch(/GetCallerIdentity.*expired/);
    expect(new Set(Object.values(others))).toEqual(
      new Set(['AWS does not know who asks', 'the account is not known']),
    );
    expect(Object.keys(others).length).toBeGreaterThan(25);
  });

  it('is all but the account when STS alone does not answer', async () => {
    const facts = await gather(
      healthyRegion({ GetCallerIdentity: (_, reply) => reply.fail('AccessDenied', 'no', 403) }),
    );
    expect(unknownIn(facts).map(([name]) => name)).toEqual(['caller', 'executionPolicy']);
  });

  it.each<[string, string, keyof Facts]>([
    ['DescribeStacks', 'ValidationError', 'stack'],
    ['DescribeImages', 'InvalidAMIID.NotFound', 'image'],
    ['DescribeKeyPairs', 'InvalidKeyPair.NotFound', 'keyPair'],
    ['ListPolicyVersions', 'NoSuchEntity', 'executionPolicy'],
    ['GetInstanceProfile', 'NoSuchEntity', 'instanceProfile'],
    ['GetParameter', 'ParameterNotFound', 'token'],
    ['DescribeRule', 'ResourceNotFoundException', 'scalerRule'],
    ['GET /2015-03-31/functions/ci-scaler', 'ResourceNotFoundException', 'scaler'],
  ])('%s answering %s is that there is none', async (action, code, fact) => {
    const facts = await gather(healthyRegion({ [action]: (_, reply) => reply.fail(code, 'none', 404) }));
    expect(facts[fact]).toEqual({ known: true, value: undefined });
  });
});

describe('fleet doctor', () => {
  const env = (server: AwsServer) => ({
    ...server.environment,
    AWS_REGION: 'eu-west-1',
    SEMAPHORE_AGENT_STACK_NAME: 'ci',
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_ENDPOINT: semaphore.address,
    SEMAPHORE_AGENT_ASG_MAX_SIZE: '10',
  });

  it('tells each finding, the remedy and the sum, and fails for a failure', async () => {
    await using server = await AwsServer.start(
      healthyRegion({ DescribeRule: (_, reply) => reply.ok({ State: 'DISABLED' }) }),
    );
    const { code, out } = await runFleet(doctorCommand, ['doctor'], { env: env(server), now: NOW });
    expect(code).toBe(1);
    expect(out).toMatch(/^ci\n✔ ok {7}credentials {12}arn:aws:iam::111111111111:user\/ops\n/);
    expect(out).toMatch(
      /✖ failure {2}scaler-schedule .*disabled.*\n +→ aws events enable-rule --name ci-rule/,
    );
    expect(out).toMatch(/\d+ checks: \d+ ok, \d+ warnings, 1 failure\n/);
    expect(out).not.toContain(HEALTHY.token?.value);
  });

  it('gives JSON, and is content with warnings', async () => {
    await using server = await AwsServer.start(
      healthyRegion({ ListServiceQuotas: (_, reply) => reply.fail('AccessDeniedException', 'no', 403) }),
    );
    const { code, out } = await runFleet(doctorCommand, ['doctor', '--json'], { env: env(server), now: NOW });
    const [report] = JSON.parse(out);
    expect(report).toMatchObject({ fleet: 'ci', verdict: 'warning' });
    expect(report.findings).toContainEqual({
      name: 'quota-on-demand',
      verdict: 'warning',
      seen: expect.stringMatching(/not checked: servicequotas:ListServiceQuotas/),
      remedy: expect.stringMatching(/Allow servicequotas:ListServiceQuotas/),
      unknown: true,
    });
    expect(code).toBe(0);
  });
});
