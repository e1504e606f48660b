import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';

const fleet = join(workspaceRoot, 'apps/fleet');
/** What the commands of those who deploy are made of. */
const SOURCES = [
  '{planning,preflight,commands/{plan,deploy,destroy,token,images}}/**/*.ts',
  'observe/{deployed-stack,stored-token,dedicated-hosts,image,instance-types,kms-key,zones}.ts',
];
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

  const sources = globSync(SOURCES.map((path) => join(fleet, 'src', path))).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const asked = sources
    .map((path) => readFileSync(path, 'utf8'))
    .flatMap((text) => [
      ...(text.match(/(?<=')[a-z0-9]+:[A-Z][A-Za-z]+(?=')/g) ?? []),
      ...BY_THE_LIBRARY.flatMap(([call, right]) => (text.includes(call) ? right : [])),
    ]);

  expect([...new Set([...asked, BY_THE_CDK])].sort()).toEqual([...allowed].sort());
});
