import fc from 'fast-check';

/** Values that replace those of a sample. */
const ODD_VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER + 2, -0],
  ...['', ' ', '0', 'null', '\0', '\ud800', '__proto__', 'https://', '{}', 'x'.repeat(100_000)],
  ...[
    [],
    [[]],
    [null],
    {},
    { length: -1 },
    { toString: null },
    Array.from({ length: 500 }, (_, index) => index),
  ],
];

type Change = (value: unknown, choice: number) => unknown;

const CHANGES: readonly Change[] = [
  (_, choice) => ODD_VALUES[choice % ODD_VALUES.length],
  (value) => [value],
  (value) => ({ value }),
  (value) => [value, value],
  (value) => JSON.stringify(value),
  (value, choice) =>
    isObject(value) ? { ...value, [`extra${choice % 3}`]: value } : ODD_VALUES[choice % ODD_VALUES.length],
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Calls `change` on the value with this number: 0 is the root, and its members follow. */
function changeNumbered(root: unknown, wanted: number, change: (value: unknown) => unknown): unknown {
  let number = -1;
  const visit = (value: unknown): unknown => {
    number += 1;
    if (number === wanted) return change(value);
    if (Array.isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit(root);
}

function countOf(value: unknown): number {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return members.reduce<number>((count, member) => count + countOf(member), 1);
}

/** One of the samples (JSON values), with up to three of its values replaced, wrapped or removed. */
export function damagedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.nat(CHANGES.length - 1), fc.nat(0xffff), fc.nat(0xffff));
  return fc
    .tuple(fc.nat(samples.length - 1), fc.array(change, { maxLength: 3 }))
    .map(([sample, changes]) =>
      changes.reduce<unknown>(
        (value, [kind, at, choice]) =>
          changeNumbered(value, at % countOf(value), (old) => CHANGES[kind]?.(old, choice)),
        samples[sample],
      ),
    );
}
