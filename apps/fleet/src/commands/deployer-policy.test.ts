import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importsOf, textOf } from '../testing/imports.ts';
import { workspaceRoot } from '../workspace.ts';

const fleet = join(workspaceRoot, 'apps/fleet');
/** The files that a deployer's commands load. */
const loaded = new Set(
  ['plan', 'deploy', 'destroy', 'token', 'images'].map((name) => `commands/${name}/command.ts`),
);
for (const path of loaded) for (const imported of importsOf(path, { types: false })) loaded.add(imported);

/** What the methods of libs/aws-clients ask that are called there. */
const BY_THE_LIBRARY: readonly (readonly [call: string, right: string])[] = [
  ['stacks.template(', 'cloudformation:GetTemplate'],
  ['stacks.physicalId(', 'cloudformation:DescribeStackResource'],
  ['stacks.find(', 'cloudformation:DescribeStacks'],
];
/** By the CDK CLI, not by a client of this program. */
const BY_THE_CDK = 'sts:AssumeRole';

it('deployer-policy.json allows what plan, deploy, destroy, token and images ask, and nothing else', () => {
  const { Statement: statements } = JSON.parse(readFileSync(join(fleet, 'deployer-policy.json'), 'utf8')) as {
    Statement: readonly { Action: string | readonly string[] }[];
  };
  const allowed = new Set(statements.flatMap(({ Action }) => Action));

  const asked = [...loaded]
    .map(textOf)
    .flatMap((text) => [
      ...(text.match(/(?<=')[a-z0-9]+:[A-Z][A-Za-z]+(?=')/g) ?? []),
      ...BY_THE_LIBRARY.flatMap(([call, right]) => (text.includes(call) ? right : [])),
    ]);

  expect([...new Set([...asked, BY_THE_CDK])].sort()).toEqual([...allowed].sort());
});
