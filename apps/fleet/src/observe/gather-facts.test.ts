import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../aws/clients.ts';
import { trustedSemaphore } from '../testing/semaphore-in-environment.ts';
import { withoutSettings } from '../testing/without-settings.ts';
import type { Fact } from './fact.ts';
import type { Facts } from './facts.ts';
import { asked, HEALTHY } from './testing/healthy-facts.ts';
import { ACTIONS, healthyRegion, POLICY } from './testing/healthy-region.ts';
import { minutesAgo, subjectWith } from '../doctor/testing/subject.ts';
import { gatherFacts } from './gather-facts.ts';

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
  process.env = {
    ...withoutSettings(before),
    ...server.environment,
    AWS_REGION: 'eu-west-1',
    AWS_MAX_ATTEMPTS: '1',
  };
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
    expect(await gather(healthyRegion())).toMatchObject(asked());
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

  it.each([
    ['$Latest', 4],
    ['$Default', 2],
    ['2', 2],
  ])('is version %s of the launch template as %d', async (Version, version) => {
    const template = { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version } };
    const facts = await gather(
      healthyRegion({
        DescribeAutoScalingGroups: (_, reply) =>
          reply.ok({
            AutoScalingGroups: [
              {
                MinSize: 0,
                MaxSize: 1,
                DesiredCapacity: 0,
                MixedInstancesPolicy: { LaunchTemplate: template },
              },
            ],
          }),
        DescribeLaunchTemplateVersions: (_, reply) =>
          reply.ok({
            launchTemplateVersionSet: [
              { versionNumber: 4, defaultVersion: false },
              { versionNumber: 2, defaultVersion: true },
            ],
          }),
      }),
    );
    expect(facts['launchTemplate']).toMatchObject({ value: { version, latestVersion: 4 } });
  });

  it("looks at the CDK's own bootstrap when the stack names no role", async () => {
    const roles: unknown[] = [];
    await gather(
      healthyRegion({
        DescribeStacks: (_, reply) => reply.ok({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] }),
        ListAttachedRolePolicies: ({ input }, reply) => {
          roles.push(input['RoleName']);
          reply.ok({});
        },
      }),
    );
    expect(roles).toEqual(['cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1']);
  });

  it.each([
    ['within the quarter of an hour', 2],
    ['before it', 15],
  ])('is of the scaler what it did since its stack was created: %s', async (_, minutes) => {
    const starts: unknown[] = [];
    await gather(
      healthyRegion({
        DescribeStacks: (__, reply) =>
          reply.ok({
            Stacks: [
              {
                StackStatus: 'CREATE_COMPLETE',
                CreationTime: minutesAgo(minutes === 2 ? 2 : 90).toISOString(),
              },
            ],
          }),
        GetMetricData: ({ input }, reply) => {
          starts.push(input['StartTime']);
          reply.ok({});
        },
      }),
    );
    expect(starts).toEqual([minutesAgo(minutes).getTime() / 1_000]);
  });

  it('is nothing of what a stack that is not there would have made, and of a bootstrap that is not', async () => {
    const facts = await gather(
      healthyRegion({
        DescribeStacks: (_, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist'),
        GetParameter: (_, reply) => reply.fail('ParameterNotFound', 'there is none'),
      }),
    );
    const why = Object.fromEntries(unknownIn(facts));
    expect(why).toMatchObject({
      agentConfig: 'there is no stack ci',
      hostKeys: 'there is no stack ci',
      group: 'there is no stack ci',
      executionPolicy: 'not bootstrapped',
    });
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
    ['ListAttachedRolePolicies', 'NoSuchEntity', 'executionPolicy'],
    ['GetInstanceProfile', 'NoSuchEntity', 'instanceProfile'],
    ['GetParameter', 'ParameterNotFound', 'token'],
    ['DescribeRule', 'ResourceNotFoundException', 'scalerRule'],
    ['GET /2015-03-31/functions/ci-scaler', 'ResourceNotFoundException', 'scaler'],
  ])('%s answering %s is that there is none', async (action, code, fact) => {
    const facts = await gather(
      healthyRegion({ [action]: (_, reply) => reply.fail(code, 'it does not exist', 404) }),
    );
    expect(facts[fact]).toEqual({ known: true, value: undefined });
  });
});
