import { describe, expect, it } from '@jest/globals';
import { type MetricsFault, faultOfRequest } from './metrics-fault.ts';

const hang: MetricsFault = { kind: 'hang' };

describe('faultOfRequest', () => {
  const met = (fault: MetricsFault | undefined) =>
    [1, 2, 3, 4, 5, 6].map((n) => faultOfRequest(fault, n)?.kind ?? '');

  it.each<[MetricsFault | undefined, string[]]>([
    [undefined, ['', '', '', '', '', '']],
    [hang, ['hang', 'hang', 'hang', 'hang', 'hang', 'hang']],
    [{ kind: 'every-nth', n: 3, fault: hang }, ['', '', 'hang', '', '', 'hang']],
    [
      { kind: 'every-nth', n: 2, fault: { kind: 'every-nth', n: 2, fault: hang } },
      ['', '', '', 'hang', '', ''],
    ],
  ])('of %j', (fault, kinds) => {
    expect(met(fault)).toEqual(kinds);
  });
});
