/** The sizes of units by their names, in lower case. */
type Sizes = ReadonlyMap<string, number>;

/** In seconds. */
const TIME = sizesOf({
  's sec secs second seconds': 1,
  'm min mins minute minutes': 60,
  'h hr hrs hour hours': 3_600,
  'd day days': 86_400,
  'w week weeks': 604_800,
});

/** In MiB. A user who writes 64GB for a volume means 64 GiB, because EBS sizes volumes in GiB. */
const STORAGE = sizesOf({ 'm mb mib': 1, 'g gb gib': 1_024, 't tb tib': 1_048_576 });

/** In MiB/s. Not mbps, which usually means megabits. */
const THROUGHPUT = sizesOf({ 'mb mib mb/s mib/s': 1, 'gb gib gb/s gib/s': 1_024 });

/** The units of parameters, each with the units that are converted to it. */
const UNITS = {
  seconds: TIME,
  minutes: TIME,
  days: TIME,
  GiB: STORAGE,
  'MiB/s': THROUGHPUT,
  percent: sizesOf({ '% percent': 1 }),
  instances: sizesOf({ 'instance instances': 1 }),
} satisfies Readonly<Record<string, Sizes>>;

export type Unit = keyof typeof UNITS;

const AMOUNT = /^(\d+(?:\.\d*)?)\s*([a-z/%]*)$/;

/**
 * The amount that text such as `10.0`, `1,000` or `5m` means, in a unit: 300 for `5m` in seconds. Text without a unit
 * is taken to be in the wanted one. Undefined if the text is not an amount, or if its unit cannot be converted.
 */
export function amountIn(unit: Unit | undefined, text: string): number | undefined {
  const plain = text.toLowerCase().replaceAll(/[,_](?=\d{3})/g, '');
  const [, digits, written] = AMOUNT.exec(plain) ?? [];
  if (!written) return digits === undefined ? undefined : Number(digits);
  const sizes = unit && UNITS[unit];
  const [from, to] = [sizes?.get(written), sizes?.get(unit?.toLowerCase() ?? '')];
  return from === undefined || to === undefined ? undefined : (Number(digits) * from) / to;
}

/** Maps each name to its size. A key holds several names, separated by spaces. */
function sizesOf(sizeByNames: Readonly<Record<string, number>>): Sizes {
  return new Map(
    Object.entries(sizeByNames).flatMap(([names, size]) =>
      names.split(' ').map((name) => [name, size] as const),
    ),
  );
}
