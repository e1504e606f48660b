import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importsOf, textOf } from '../testing/imports.ts';
import { installation } from '@agent-aws-stack/installation';

const fleet = join(installation.root, 'apps/fleet');
/** The files that a deployer's commands load. */
const loaded = new Set(
  ['plan', 'deploy', 'destroy', 'token', 'images'].map((name) => `commands/${name}/command.ts`),
);
for (const path of loaded) for (const imported of importsOf(path, { types: false })) loaded.add(imported);

/** The actions behind methods of libs/aws-clients, by the text of a call. */
const LIBRARY_ACTIONS: readonly (readonly [call: string, action: string])[] = [
  ['stacks.template(', 'cloudformation:GetTemplate'],
  ['stacks.physicalId(', 'cloudformation:DescribeStackResource'],
  ['stacks.find(', 'cloudformation:DescribeStacks'],
  ['metrics.query(', 'cloudwatch:GetMetricData'],
];
/** Called by the CDK CLI, not by this program. */
const CDK_ACTION = 'sts:AssumeRole';

it('deployer-policy.json allows the actions that plan, deploy, destroy, token and images call, and no others', () => {
  const { Statement: statements } = JSON.parse(readFileSync(join(fleet, 'deployer-policy.json'), 'utf8')) as {
    Statement: readonly { Action: string | readonly string[] }[];
  };
  const allowed = new Set(statements.flatMap(({ Action }) => Action));

  const called = [...loaded]
    .map(textOf)
    .flatMap((text) => [
      ...(text.match(/(?<=')[a-z0-9]+:[A-Z][A-Za-z]+(?=')/g) ?? []),
      ...LIBRARY_ACTIONS.flatMap(([call, action]) => (text.includes(call) ? action : [])),
    ]);

  expect([...new Set([...called, CDK_ACTION])].sort()).toEqual([...allowed].sort());
});
