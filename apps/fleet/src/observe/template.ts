/** The parts of a CloudFormation template that this program reads. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The values at a path of keys, for every element of the lists on the way; none if the path does not exist. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [key, ...others] = path;
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  if (key === undefined) return value === undefined ? [] : [value];
  return typeof value === 'object' && value !== null
    ? valuesAt((value as Record<string, unknown>)[key], others)
    : [];
}

/** The values at a path in a resource's properties. */
export const propertiesAt = (
  { Resources = {} }: Template,
  logicalId: string,
  ...path: readonly string[]
): readonly unknown[] => valuesAt(Resources[logicalId]?.Properties, path);
