import { isDeepStrictEqual } from 'node:util';

/** A value that a deployment changes. `before` is undefined for a new value, `after` for a removed one. */
export interface ValueChange {
  /** For example `LaunchTemplateData.ImageId`; `[]` stands for an element of a list. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The innermost values that differ. Elements that two lists share are left out, whatever their position; the others are compared in pairs. If no element
 * is left, the list as a whole is one change: it differs in order, or in how often an element occurs.
 */
export function changedValues(path: string, before: unknown, after: unknown): readonly ValueChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changedValues(`${path}.${key}`, before[key], after[key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return changedElements(path, before, after);
  return [{ path, before, after }];
}

function changedElements(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly ValueChange[] {
  const removed = without(before, after);
  const added = without(after, before);
  if (removed.length === 0 && added.length === 0) return [{ path, before, after }];
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => at).flatMap((at) =>
    changedValues(`${path}[]`, removed[at], added[at]),
  );
}

const without = (all: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
  all.filter((each) => !others.some((other) => isDeepStrictEqual(each, other)));

/** Whether a value is an object, but not an intrinsic function of CloudFormation. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key = '', ...others] = Object.keys(value);
  return others.length > 0 || !(key === 'Ref' || key.startsWith('Fn::'));
}
