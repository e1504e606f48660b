/** Spelled as in EC2's API and in image names. */
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;

export type Arch = (typeof ARCHITECTURES)[number];

/**
 * The architecture of an EC2 instance type or family. A name has letters for the series, a digit for the generation, and
 * letters for options, of which `g` means Graviton
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html). Undefined if the family is empty or has a
 * wildcard.
 */
export function architectureOf(instanceType: string): Arch | undefined {
  const family = instanceType.split('.')[0] ?? '';
  if (!/^[a-z][a-z0-9-]*$/.test(family)) return undefined;
  return ARM_FAMILIES.some((pattern) => pattern.test(family)) ? 'arm64' : 'x86_64';
}

const ARM_FAMILIES = [
  /^a1$/,
  // c7gn, m6gd, im4gn, hpc7g, g5g; but not g4dn, g6 and gr6: a g before the generation means GPU.
  /^[a-z]+\d+[a-fh-z]*g[a-z]*(?:-|$)/,
  // NVIDIA Grace, the processor of GB200 and GB300.
  /^p\d+e-gb\d+$/,
  // Apple's own processors; mac1 is Intel.
  /^mac(?:[2-9]|-)/,
];
