import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { workspaceRoot } from '../workspace.ts';

const fleet = join(workspaceRoot, 'apps/fleet');
/** What the commands of those who deploy are made of. */
const FOLDERS = '{plan,preflight,observe,deploy,destroy,token,images,fleets}';
/** By the CDK CLI, not by a client of this program. */
const BY_THE_CDK = 'sts:AssumeRole';

it('deployer-policy.json allows what plan, deploy, destroy, token and images ask, and nothing else', () => {
  const { Statement: statements } = JSON.parse(readFileSync(join(fleet, 'deployer-policy.json'), 'utf8')) as {
    Statement: readonly { Action: string | readonly string[] }[];
  };
  const allowed = new Set(statements.flatMap(({ Action }) => Action));

  const sources = globSync(join(fleet, `src/${FOLDERS}/**/*.ts`)).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const asked = sources.flatMap(
    (path) => readFileSync(path, 'utf8').match(/(?<=')[a-z0-9]+:[A-Z][A-Za-z]+(?=')/g) ?? [],
  );

  expect([...new Set([...asked, BY_THE_CDK])].sort()).toEqual([...allowed].sort());
});
