import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importsOf, textOf } from '../testing/imports.ts';
import { installation } from '@agent-aws-stack/installation';

const fleet = join(installation.root, 'apps/fleet');
/** The files that a deployer's commands load. */
const loaded = new Set(
  ['plan', 'deploy', 'destroy', 'rollout', 'token', 'images'].map((name) => `commands/${name}/command.ts`),
);
for (const path of loaded) for (const imported of importsOf(path, { types: false })) loaded.add(imported);
// Leave out this file: it names actions that features need in the deployed execution policy. The commands do not call them.
loaded.delete('fleets/feature-rights.ts');

/** The actions behind methods of libs/aws-clients, by the text of a call. */
const LIBRARY_ACTIONS: readonly (readonly [call: string, action: string])[] = [
  ['stacks.template(', 'cloudformation:GetTemplate'],
  ['stacks.physicalId(', 'cloudformation:DescribeStackResource'],
  ['stacks.find(', 'cloudformation:DescribeStacks'],
  ['stacks.inputs(', 'cloudformation:DescribeStacks'],
  ['metrics.query(', 'cloudwatch:GetMetricData'],
  ['logGroups.names(', 'logs:DescribeLogGroups'],
  ['logGroups.lines(', 'logs:FilterLogEvents'],
];
/** Called by the CDK CLI and, for lookups, by libs/aws-clients. */
const ASSUME_ROLE = 'sts:AssumeRole';

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}

const { Statement: statements } = JSON.parse(readFileSync(join(fleet, 'deployer-policy.json'), 'utf8')) as {
  Statement: readonly Statement[];
};

it('deployer-policy.json allows the actions that plan, deploy, destroy, token and images call, and no others', () => {
  const allowed = new Set(statements.flatMap(({ Action }) => Action));

  const called = [...loaded].map(textOf).flatMap((text) => [
    // iam:PermissionsBoundary is a condition key, read from the deployed execution policy, and not an action.
    ...(text.match(/(?<=')[a-z0-9]+:(?!PermissionsBoundary')[A-Z][A-Za-z]+(?=')/g) ?? []),
    ...LIBRARY_ACTIONS.flatMap(([call, action]) => (text.includes(call) ? action : [])),
  ]);

  expect([...new Set([...called, ASSUME_ROLE])].sort()).toEqual([...allowed].sort());
});

it('deployer-policy.json allows deleting only what has the tag of our images, which Packer gives to images and snapshots', () => {
  const { Condition } = statements.find(({ Sid }) => Sid === 'PruneImages') ?? {};
  expect(Condition).toEqual({ StringEquals: { 'aws:ResourceTag/Name': 'Semaphore agent' } });
  const templates = ['linux/linux', 'windows/windows', 'macos/macos'].map((name) =>
    readFileSync(join(installation.root, `images/packer/${name}.pkr.hcl`), 'utf8'),
  );
  for (const template of templates) {
    expect(template).toMatch(/^ {2}tags = \{\n {4}Name += "Semaphore agent"$/m);
    expect(template).toMatch(/^ {2}tags += local\.tags$/m);
    expect(template).toMatch(/^ {2}snapshot_tags += local\.tags$/m);
  }
});
