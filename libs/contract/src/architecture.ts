/** As EC2 and the names of images call them. */
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;

export type Arch = (typeof ARCHITECTURES)[number];

/**
 * The architecture of an EC2 instance type or family, by AWS's naming: letters of the series, generation,
 * letters of the options, among which `g` is Graviton. Undefined for a name that has wildcards before the size.
 */
export function architectureOf(instanceType: string): Arch | undefined {
  const family = instanceType.split('.')[0] ?? '';
  if (!/^[a-z][a-z0-9-]*$/.test(family)) return undefined;
  return ARM_FAMILIES.some((pattern) => pattern.test(family)) ? 'arm64' : 'x86_64';
}

const ARM_FAMILIES = [
  /^a1$/,
  // c7gn, m6gd, im4gn, hpc7g, g5g; but g4dn, g6 and gr6 have their g before the generation (GPU).
  /^[a-z]+\d+[a-z]*g[a-z]*(?:-|$)/,
  // Grace, NVIDIA's processor beside its GB200 and GB300.
  /^p\d+e-gb\d+$/,
  // Apple's own processors; mac1 is Intel.
  /^mac(?:[2-9]|-)/,
];
