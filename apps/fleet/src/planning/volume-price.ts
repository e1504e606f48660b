/** What determines the price of an instance's root volume. */
export interface PricedVolume {
  readonly type: string;
  readonly sizeGib: number;
  readonly iops?: number | undefined;
  readonly throughputMibps?: number | undefined;
}

/** What each type costs a month in us-east-1, in US dollars: per GiB, per provisioned IOPS (io2: up to 32,000) and per MiB/s. The I/O requests of `standard` are not included. https://aws.amazon.com/ebs/pricing/ */
const PRICES: Readonly<Record<string, readonly [gib: number, iops: number, mibps: number]>> = {
  gp2: [0.1, 0, 0],
  gp3: [0.08, 0.005, 0.04],
  io1: [0.125, 0.065, 0],
  io2: [0.125, 0.065, 0],
  standard: [0.05, 0, 0],
};

/** What the price of a gp3 volume includes. */
const INCLUDED = { iops: 3_000, mibps: 125 };

/** US dollars a month; undefined if the type has no price here. */
export function volumePrice({
  type,
  sizeGib,
  iops = 0,
  throughputMibps = 0,
}: PricedVolume): number | undefined {
  const prices = PRICES[type];
  if (prices === undefined) return undefined;
  const [perGib, perIops, perMibps] = prices;
  const included = type === 'gp3' ? INCLUDED : { iops: 0, mibps: 0 };
  return (
    sizeGib * perGib +
    Math.max(0, iops - included.iops) * perIops +
    Math.max(0, throughputMibps - included.mibps) * perMibps
  );
}
