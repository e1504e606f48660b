import { describe, expect, it } from '@jest/globals';
import { denies, survivingMutants, wrongCases } from '@agent-aws-stack/iam-evaluator/testing';
import { BOUNDARY, callsFor } from './testing/execution-calls.ts';
import { EXECUTION_POLICIES } from './testing/execution-policy.ts';
import { fleetNames } from './testing/fleets.ts';
import { FORBIDDEN_CALLS } from './testing/forbidden-calls.ts';
import { OTHER_CALLS, READ_CALLS, UPGRADE_CALLS } from './testing/other-calls.ts';
import { templateOf } from './testing/synthesize.ts';

const resources: unknown = JSON.parse(EXECUTION_POLICIES.resources);
const roles: unknown = JSON.parse(EXECUTION_POLICIES.roles);
const upgrade: unknown = JSON.parse(EXECUTION_POLICIES.upgrade);

describe.each(Object.entries(EXECUTION_POLICIES))('the execution policy %s', (_, text) => {
  it('fits the size limit of a managed policy', () => {
    expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  it('gives every statement a Sid of its own', () => {
    const { Statement: statements } = JSON.parse(text) as { Statement: { Sid: string }[] };
    const sids = statements.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids).not.toContain(undefined);
  });
});

describe('the execution policies', () => {
  it.each(fleetNames)('let CloudFormation create, change and delete every resource of %s', (fleet) => {
    expect(wrongCases([resources, roles], callsFor(fleet, templateOf(fleet)))).toEqual([]);
  });

  it('allow the other calls of a deployment, and deny calls that no deployment makes', () => {
    expect(wrongCases([resources, roles], [...OTHER_CALLS, ...READ_CALLS, ...FORBIDDEN_CALLS])).toEqual([]);
  });

  it('let CloudFormation upgrade a fleet of the JavaScript stack, if they include the rights for it', () => {
    const upgraded = [...callsFor('plain', templateOf('plain')), ...OTHER_CALLS, ...UPGRADE_CALLS];
    expect(wrongCases([resources, roles, upgrade], [...upgraded, ...FORBIDDEN_CALLS])).toEqual([]);
  });

  it('deny the calls of an upgrade if they do not include the rights for it', () => {
    expect(wrongCases([resources, roles], UPGRADE_CALLS)).toHaveLength(UPGRADE_CALLS.length);
  });

  it('are pinned: no effect, action, resource or condition can change unnoticed', () => {
    const fleets = [
      'plain',
      'launch-timeout',
      'missing-agents',
      'image-rollout',
      'schedules',
      'macos-own-hosts',
      'own-vpc',
      'guarded',
      'dashboard',
      'alarm-topic',
    ];
    const calls = fleets.flatMap((fleet) => callsFor(fleet, templateOf(fleet)));
    const cases = [...FORBIDDEN_CALLS, ...OTHER_CALLS, ...READ_CALLS, ...UPGRADE_CALLS, ...calls];
    const survivors = survivingMutants([resources, roles, upgrade], cases);
    expect(survivors.filter((each) => !each.startsWith('KeepBoundary'))).toEqual([]);
  });

  it('deny what would undo the boundary, even if another policy of the role allows it', () => {
    const other = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const names = ['instanceProfileRole', 'scalerLambda', 'sshKeysUpdater', 'RebalanceSuspender'];
    const fleetsRoles = names.map((name) => `arn:aws:iam::111111111111:role/ci-${name}-1`);
    const cases = denies(['iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'], fleetsRoles);
    expect(wrongCases([roles, other], cases)).toEqual([]);
    const survivors = survivingMutants([roles, other], cases);
    expect(survivors.filter((each) => each.startsWith('KeepBoundary'))).toEqual([]);
  });

  it('name the boundary that the bootstrap creates', () => {
    expect(EXECUTION_POLICIES.roles).toContain(`policy/${BOUNDARY.split('/')[1]}"`);
  });
});
