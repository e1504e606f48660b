import { describe, expect, it } from '@jest/globals';
import { executionPolicy } from '../observe/execution-policies.ts';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { AMI, fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const policy = (name: string) => `arn:aws:iam::111111111111:policy/${name}`;
const BOUNDARY = policy('agent-aws-stack-permissions-boundary');
const EARLIER = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'ssm:PutParameter',
      Resource: ['arn:aws:ssm:*:*:parameter/*-config', 'arn:aws:ssm:*:*:parameter/*-scaler-turn'],
    },
  ],
};
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** This version's policies. If a boundary is given, they require it on roles. */
const current = (boundary?: string): Readonly<Record<string, object>> =>
  Object.fromEntries(
    (['resources', 'roles', 'upgrade'] as const).map((part) => [
      policy(`agent-aws-stack-execution-policy-${part}`),
      executionPolicy(part, 'aws', boundary),
    ]),
  );

/** The problems that the check finds if CloudFormation's role has these policies, and the fleets have these permissions boundaries. */
async function problems(
  attached: Readonly<Record<string, object>>,
  boundaries: Readonly<Record<string, string | undefined>> = { linux: undefined },
) {
  const site = new FakeSite();
  for (const [arn, document] of Object.entries(attached)) site.region.executionPolicies.set(arn, document);
  const fleets = Object.entries(boundaries).map(([name, boundary]) =>
    fleetParameters(
      name,
      boundary === undefined ? {} : { SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: boundary },
    ),
  );
  return preflightProblems(site, fleetsOf(...fleets));
}

describe("the check of the policies of CloudFormation's role", () => {
  it.each<[string, Readonly<Record<string, object>>]>([
    ["this version's policies", current()],
    ['policies of the user', { [policy('ours')]: { Statement: [] } }],
    ['a role that has only AWS managed policies', { [ADMINISTRATOR]: {} }],
  ])('accepts %s', async (_, attached) => {
    expect(await problems(attached)).toEqual([]);
  });

  it.each([
    [
      'autoscaling:*LifecycleHook',
      'SEMAPHORE_AGENT_LAUNCH_TIMEOUT needs autoscaling:PutLifecycleHook and autoscaling:DeleteLifecycleHook',
    ],
    [
      'arn:aws:ssm:*:*:parameter/*-rollout',
      'SEMAPHORE_AGENT_IMAGE_ROLLOUT needs ssm:PutParameter and ssm:DeleteParameter on parameter/linux-rollout',
    ],
  ])(
    'reports an older policy without %s if a feature needs it, and names the feature',
    async (without, missing) => {
      const older = JSON.stringify(executionPolicy('resources', 'aws')).replace(`"${without}",`, '');
      const site = new FakeSite();
      for (const [arn, document] of Object.entries({
        ...current(),
        [policy('agent-aws-stack-execution-policy-resources')]: JSON.parse(older) as object,
      }))
        site.region.executionPolicies.set(arn, document);
      site.region.images.set(AMI, { state: 'available', architecture: 'x86_64', contract: '1' });
      const fleets = fleetsOf(
        fleetParameters('linux', { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 300, SEMAPHORE_AGENT_IMAGE_ROLLOUT: {} }),
        fleetParameters('other'),
      );
      expect(await preflightProblems(site, fleets)).toEqual([
        {
          problem: expect.stringMatching(new RegExp(`earlier version .* too little for linux: ${missing}$`)),
          remedy: expect.stringMatching(/bootstrap/),
          certain: true,
        },
      ]);
    },
  );

  it('reports a policy that does not name an alarm that every fleet has by default', async () => {
    const older = JSON.stringify(executionPolicy('resources', 'aws')).replace(
      /"[^"]*-agents-do-not-start",/,
      '',
    );
    const attached = {
      ...current(),
      [policy('agent-aws-stack-execution-policy-resources')]: JSON.parse(older) as object,
    };
    expect(await problems(attached)).toEqual([
      {
        problem: expect.stringMatching(
          /does not let CloudFormation create the alarms <stack>-agents-do-not-start$/,
        ),
        remedy: expect.stringMatching(/bootstrap/),
        certain: true,
      },
    ]);
  });

  it.each<[string, Readonly<Record<string, object>>, boolean]>([
    ['as a certain problem', {}, true],
    ['as a possible problem if the role has other policies too', { [ADMINISTRATOR]: {} }, false],
  ])('reports the policy of an earlier version, whatever its name, %s', async (_, others, certain) => {
    expect(await problems({ [policy('ci-fleets')]: EARLIER, ...others })).toEqual([
      {
        problem: expect.stringMatching(
          /^account 111111111111, region eu-west-1 was bootstrapped by an earlier .* ci-fleets does not let CloudFormation create the parameters <stack>-scaler-jobs$/,
        ),
        remedy: expect.stringContaining('npm run fleet -- bootstrap'),
        certain,
      },
    ]);
  });

  it.each([
    [BOUNDARY, 'agent-aws-stack-permissions-boundary'],
    [policy('team/ci'), 'team/ci'],
    [policy('team/ci'), policy('team/ci')],
  ])('accepts a fleet with the boundary that the policies require: %s', async (required, own) => {
    expect(await problems(current(required), { linux: own })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, object>>, boolean]>([
    ['as a certain problem', {}, true],
    ['as a possible problem if the role has other policies too', { [ADMINISTRATOR]: {} }, false],
  ])('reports fleets without the boundary that the policies require, %s', async (_, others, certain) => {
    const own = { linux: undefined, mac: 'other', fine: BOUNDARY };
    expect(await problems({ ...current(BOUNDARY), ...others }, own)).toEqual([
      {
        problem: `SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN of linux, mac: is not ${BOUNDARY}, which the bootstrap requires, so CloudFormation could not create roles`,
        remedy: `Set SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN to ${BOUNDARY}`,
        certain,
      },
    ]);
  });
});
