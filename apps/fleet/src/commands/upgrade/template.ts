/** A CloudFormation template as far as an upgrade looks at it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The values under a path of keys; every element where a list is on the way. Nothing where the path leads nowhere. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [key, ...others] = path;
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  if (key === undefined) return value === undefined ? [] : [value];
  return typeof value === 'object' && value !== null
    ? valuesAt((value as Record<string, unknown>)[key], others)
    : [];
}

/** The values under a path of a resource's properties. */
export const propertiesAt = (
  { Resources = {} }: Template,
  logicalId: string,
  ...path: readonly string[]
): readonly unknown[] => valuesAt(Resources[logicalId]?.Properties, path);
