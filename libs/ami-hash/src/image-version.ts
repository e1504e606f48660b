import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import * as z from 'zod';
import { ImageSourcesError } from './errors.ts';

const Versions = z.object({
  image: z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is not a version such as 1.0.0') }),
});

/**
 * Version of a family's image as its name says it, e.g. v1.0.0. It changes with the image's sources, so a release of the product
 * renames no image.
 * @throws ImageSourcesError
 */
export function imageVersion(root: string, family: ImageFamily): string {
  const path = `images/packer/${family}/versions.json`;
  const { data, error } = Versions.safeParse(readJson(root, path));
  if (data !== undefined) return `v${data.image.version}`;
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ImageSourcesError(path, `does not name the image's version: ${problems.join('; ')}`);
}

function readJson(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (error) {
    throw new ImageSourcesError(path, `cannot be read: ${(error as Error).message}`);
  }
}
