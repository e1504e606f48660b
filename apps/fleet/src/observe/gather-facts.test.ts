import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullCommandWith } from '../cli/full-command.ts';
import { trustedSemaphore } from '../testing/semaphore-in-environment.ts';
import type { Fact } from './fact.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './gather-facts.ts';
import { fleetWith, minutesAgo, NOW } from './testing/fleet.ts';
import { gathered, HEALTHY } from './testing/healthy-facts.ts';
import { ACTIONS, healthyRegion, POLICY } from './testing/healthy-region.ts';
import { inRegion } from './testing/in-region.ts';

let semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;

beforeAll(async () => {
  semaphore = await trustedSemaphore((response) => response.end(JSON.stringify(HEALTHY.demand)));
});

afterAll(async () => {
  await semaphore[Symbol.asyncDispose]();
});

/** Gathers all facts about the fleet in a region that answers like this. */
const gather = (answer: AwsAnswer): Promise<Record<string, Fact<unknown>>> =>
  inRegion(answer, async (aws) => {
    const sources = {
      aws,
      imageName: () => HEALTHY.expectedImageName,
      executionPolicy: () => POLICY,
    };
    const fleet = fleetWith({ SEMAPHORE_ENDPOINT: semaphore.address });
    const facts = gatherFacts(sources, { fleet, now: NOW, fullCommand: fullCommandWith({}) });
    const names = Object.keys(facts) as (keyof Facts)[];
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await facts[name]])));
  });

/** The names of unknown facts, with the reason. */
const unknownIn = (facts: Record<string, Fact<unknown>>): (readonly [string, string])[] =>
  Object.entries(facts).flatMap(([name, fact]) => (fact.known ? [] : [[name, fact.why] as const]));

describe('gatherFacts', () => {
  it('knows every fact of a healthy fleet', async () => {
    expect(await gather(healthyRegion())).toMatchObject(gathered());
  });

  // The identity of the caller has its own tests below.
  it.each(ACTIONS.filter((action) => action !== 'GetCallerIdentity'))(
    'if AWS denies %s, still knows the facts that do not depend on it',
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

  const malformed: readonly (readonly [string, AwsAnswer])[] = [
    ['an empty reply', (_, reply) => reply.ok({})],
    ['a reply that is neither XML nor JSON', (_, reply) => void reply.raw.end('<html>proxy')],
  ];

  it.each(malformed.flatMap(([what, answer]) => ACTIONS.map((action) => [what, action, answer] as const)))(
    'survives %s to %s, with a one-line reason for each unknown fact',
    async (_, action, answer) => {
      for (const [, why] of unknownIn(await gather(healthyRegion({ [action]: answer }))))
        expect(why).toMatch(/^.+$/);
    },
  );

  it('makes no other lookup without credentials, and says why', async () => {
    const facts = await gather(
      healthyRegion({ GetCallerIdentity: (_, reply) => reply.fail('ExpiredToken', 'expired', 403) }),
    );
    const { caller, ...others } = Object.fromEntries(unknownIn(facts));
    expect(caller).toMatch(/GetCallerIdentity.*expired/);
    expect(new Set(Object.values(others))).toEqual(
      new Set(['AWS does not accept the credentials', 'the account is not known']),
    );
    expect(Object.keys(others).length).toBeGreaterThan(25);
  });

  it('looks at the configured bootstrap if the stack has no role', async () => {
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
    ['since the stack was created, if that was less than 15 minutes ago', 2],
    ['of the last 15 minutes, if the stack is older', 15],
  ])('reads the metrics %s', async (_, minutes) => {
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

  it('skips what depends on a missing stack or bootstrap', async () => {
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

  it('knows all facts but the caller and the execution policy if only STS fails', async () => {
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
  ])('understands %s failing with %s as “does not exist”', async (action, code, fact) => {
    const facts = await gather(
      healthyRegion({ [action]: (_, reply) => reply.fail(code, 'it does not exist', 404) }),
    );
    expect(facts[fact]).toEqual({ known: true, value: undefined });
  });
});
