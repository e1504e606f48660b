import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import * as z from 'zod';
import { ImageSourcesError } from './errors.ts';

const Versions = z.object({
  image: z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be like 1.0.0') }),
});

/**
 * The version in the names of a family's images, such as v1.0.0. It comes from the family's versions.json, so a release of
 * this project does not rename images.
 * @throws ImageSourcesError
 */
export function imageVersion(root: string, family: ImageFamily): string {
  const path = `images/packer/${family}/versions.json`;
  const { data, error } = Versions.safeParse(readJson(root, path));
  if (data !== undefined) return `v${data.image.version}`;
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ImageSourcesError(path, `has no valid image version: ${problems.join('; ')}`);
}

function readJson(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (error) {
    throw new ImageSourcesError(path, `cannot be read: ${(error as Error).message}`);
  }
}
