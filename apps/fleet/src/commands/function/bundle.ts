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

/** The earliest date that a zip file can hold. Any fixed date would do: the same code must give the same bytes. */
const MTIME = new Date(1980, 0, 1);

/** Packs the bundle that Nx built, only its .mjs files, as the CDK does. @throws UserError if it is not built */
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
