import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaName } from '@agent-aws-stack/contract';
import { UserError } from './user-error.ts';

/** Where the built bundle of a Lambda lies: a folder with index.mjs in it. */
export type BundleFolders = (name: LambdaName) => string;

/** The bundles as Nx builds them in the workspace's folder `apps`. @throws MissingBundleError */
export function builtBundles(name: LambdaName, apps = join(import.meta.dirname, '../..')): string {
  const folder = join(apps, name, 'dist');
  if (!existsSync(join(folder, 'index.mjs'))) throw new MissingBundleError(name);
  return folder;
}

export class MissingBundleError extends UserError {
  override readonly name = 'MissingBundleError';

  constructor(lambda: LambdaName) {
    super(`apps/${lambda}/dist/index.mjs: the Lambda is not built. Run: npx nx run-many -t build`);
  }
}
