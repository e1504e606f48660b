/**
 * The region and the date of the prices below: EC2's on-demand prices for Linux, in US dollars per hour, from the price list that
 * AWS's Karpenter provider generates (aws/karpenter-provider-aws, pkg/providers/pricing). Spot, Windows, macOS and other regions
 * have other prices.
 */
export const PRICES = { region: 'us-east-1', date: '2026-01-19' } as const;

const SIZES_UP_TO = {
  '2xlarge': 'nano micro small medium large xlarge 2xlarge',
  c5: 'large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge',
  '16xlarge': 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
  '24xlarge': 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge',
  '32xlarge': 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge',
  '48xlarge': 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge',
  flex: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
} as const;

/** The price of each family's size `large`, and the sizes whose price is in proportion to it. Sizes that are not listed have no price here. */
const FAMILIES: Readonly<Record<string, readonly [large: number, sizes: string]>> = {
  t2: [0.0928, SIZES_UP_TO['2xlarge']],
  t3: [0.0832, SIZES_UP_TO['2xlarge']],
  t3a: [0.0752, SIZES_UP_TO['2xlarge']],
  t4g: [0.0672, SIZES_UP_TO['2xlarge']],
  m5: [0.096, SIZES_UP_TO['24xlarge']],
  m5a: [0.086, SIZES_UP_TO['24xlarge']],
  m5d: [0.113, SIZES_UP_TO['24xlarge']],
  m6a: [0.0864, SIZES_UP_TO['32xlarge']],
  m6g: [0.077, SIZES_UP_TO['16xlarge']],
  m6i: [0.096, SIZES_UP_TO['32xlarge']],
  m6id: [0.11865, SIZES_UP_TO['32xlarge']],
  m7a: [0.11592, SIZES_UP_TO['48xlarge']],
  m7g: [0.0816, SIZES_UP_TO['16xlarge']],
  m7i: [0.1008, SIZES_UP_TO['24xlarge']],
  'm7i-flex': [0.09576, SIZES_UP_TO.flex],
  m8a: [0.12172, SIZES_UP_TO['48xlarge']],
  m8g: [0.08976, SIZES_UP_TO['48xlarge']],
  m8i: [0.10584, SIZES_UP_TO['32xlarge']],
  'm8i-flex': [0.10055, SIZES_UP_TO.flex],
  c5: [0.085, SIZES_UP_TO.c5],
  c5a: [0.077, SIZES_UP_TO['24xlarge']],
  c6a: [0.0765, SIZES_UP_TO['32xlarge']],
  c6g: [0.068, SIZES_UP_TO['16xlarge']],
  c6i: [0.085, SIZES_UP_TO['32xlarge']],
  c7a: [0.10264, SIZES_UP_TO['48xlarge']],
  c7g: [0.0725, SIZES_UP_TO['16xlarge']],
  c7i: [0.08925, SIZES_UP_TO['24xlarge']],
  'c7i-flex': [0.08479, SIZES_UP_TO.flex],
  c8a: [0.10777, SIZES_UP_TO['48xlarge']],
  c8g: [0.07976, SIZES_UP_TO['48xlarge']],
  c8i: [0.09371, SIZES_UP_TO['32xlarge']],
  'c8i-flex': [0.08902, SIZES_UP_TO.flex],
  r5: [0.126, SIZES_UP_TO['24xlarge']],
  r6a: [0.1134, SIZES_UP_TO['32xlarge']],
  r6g: [0.1008, SIZES_UP_TO['16xlarge']],
  r6i: [0.126, SIZES_UP_TO['32xlarge']],
  r7a: [0.15215, SIZES_UP_TO['48xlarge']],
  r7g: [0.1071, SIZES_UP_TO['16xlarge']],
  r7i: [0.1323, SIZES_UP_TO['24xlarge']],
  r8a: [0.15976, SIZES_UP_TO['48xlarge']],
  r8g: [0.11782, SIZES_UP_TO['48xlarge']],
  r8i: [0.13892, SIZES_UP_TO['32xlarge']],
};

/** Prices of the sizes up to `large`, as a share of the price of `large`. */
const SMALL: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
};

/** US dollars per hour on demand, in PRICES.region; undefined if the price is not known. */
export function onDemandPrice(instanceType: string): number | undefined {
  const [name = '', size = ''] = instanceType.split('.');
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  if (family === undefined || !family[1].split(' ').includes(size)) return undefined;
  const factor = SMALL[size] ?? 2 * Number(size.replace('xlarge', '') || 1);
  return family[0] * factor;
}
