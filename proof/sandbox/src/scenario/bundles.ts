import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { workspaceRoot } from '../paths.ts';
import { UserError } from '../user-error.ts';

/** @throws UserError when a Lambda's bundle, which the CDK app deploys, is missing. */
export function requireBundles(): void {
  for (const name of LAMBDA_NAMES) {
    if (existsSync(join(workspaceRoot, 'apps', name, 'dist/index.mjs'))) continue;
    throw new UserError(`The Lambda ${name} is not built. Run: npx nx run-many -t build`);
  }
}
