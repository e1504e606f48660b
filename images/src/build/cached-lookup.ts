import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The context without the CDK's lookups of this image, in any account and region. */
function withoutLookup(
  context: Readonly<Record<string, unknown>>,
  imageName: string,
): Readonly<Record<string, unknown>> {
  const isLookup = (key: string): boolean =>
    key.startsWith('ami:') && key.split(':').includes(`filters.name.0=${imageName}`);
  return Object.fromEntries(Object.entries(context).filter(([key]) => !isLookup(key)));
}

/**
 * Removes the lookups of a replaced image from cdk.context.json, so that the next deployment finds the new image.
 * Returns whether there were any. Ignores a file that is missing or not a JSON object; the CDK reports an invalid file.
 */
export function clearCachedLookup(file: string, imageName: string): boolean {
  if (!existsSync(file)) return false;
  let context: unknown;
  try {
    context = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return false;
  const before = context as Record<string, unknown>;
  const after = withoutLookup(before, imageName);
  if (Object.keys(after).length === Object.keys(before).length) return false;
  writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  return true;
}
