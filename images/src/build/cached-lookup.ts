import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The context without the CDK's lookups of the image of this name, whatever account and region. */
function withoutLookup(
  context: Readonly<Record<string, unknown>>,
  imageName: string,
): Readonly<Record<string, unknown>> {
  const lookup = (key: string): boolean =>
    key.startsWith('ami:') && key.split(':').includes(`filters.name.0=${imageName}`);
  return Object.fromEntries(Object.entries(context).filter(([key]) => !lookup(key)));
}

/**
 * Removes the lookups of a replaced image from a cdk.context.json, so that the next deployment finds the new one.
 * Returns whether there were any. Ignores a file that is missing or not a JSON object; the CDK reports it.
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
