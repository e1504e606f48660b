import * as z from 'zod';

/** The member names of a schema and of all schemas within it. */
export function memberNames(schema: z.core.$ZodType): ReadonlySet<string> {
  if (schema instanceof z.ZodOptional) return memberNames(schema.unwrap());
  if (schema instanceof z.ZodArray) return memberNames(schema.element);
  if (!(schema instanceof z.ZodObject)) return new Set();
  const own = Object.entries(schema.shape) as [string, z.core.$ZodType][];
  return new Set(own.flatMap(([name, member]) => [name, ...memberNames(member)]));
}

/** `vCpuCount` → `VCpuCount`, as CloudFormation spells it. */
export function pascalCase(name: string): string {
  // The one name that CloudFormation spells differently from the CDK in more than the first letter.
  if (name === 'totalLocalStorageGb') return 'TotalLocalStorageGB';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Renames CloudFormation's PascalCase members, at any depth, to camelCase; unknown ones stay as they are.
 * If a member is given in both spellings, the PascalCase one stays, and a strict schema rejects it.
 */
export function toCamelCase(value: unknown, names: ReadonlySet<string>): unknown {
  const camelByPascal = new Map([...names].map((name) => [pascalCase(name), name]));
  const rename = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(rename);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => {
        const camel = camelByPascal.get(name);
        return [camel === undefined || Object.hasOwn(part, camel) ? name : camel, rename(member)];
      }),
    );
  };
  return rename(value);
}
