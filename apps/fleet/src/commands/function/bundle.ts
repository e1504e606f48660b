import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { UserError } from '../../cli/errors.ts';
import { installation } from '@agent-aws-stack/installation';
import type { LambdaName } from '@agent-aws-stack/contract';

/** A Lambda's code, ready for upload. */
export interface Bundle {
  readonly zip: Uint8Array;
  /** In base64, like Lambda's own hash of a function's code. */
  readonly sha256: string;
}

/** The date of each file in the zip file. It is fixed so that the same code gives the same bytes. It is the earliest date that a zip file can hold. */
const MTIME = new Date(1980, 0, 1);

/** Packs the .mjs files of the bundle that Nx built, as the CDK does. @throws UserError if the bundle is not built */
export function readBundle(lambda: LambdaName, bundleOf = installation.bundleOf): Bundle {
  const folder = bundleOf(lambda);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.mjs'))
        .sort()
    : [];
  if (!names.includes('index.mjs')) {
    throw new UserError(
      relative(installation.root, folder),
      'the Lambda is not built',
      `Build it: npx nx run ${lambda}:build`,
    );
  }
  const files: Zippable = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
  const zip = zipSync(files, { mtime: MTIME });
  return { zip, sha256: createHash('sha256').update(zip).digest('base64') };
}
