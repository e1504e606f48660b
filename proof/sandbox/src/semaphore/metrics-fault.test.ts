import { describe, expect, it } from '@jest/globals';
import { type MetricsFault, faultOfRequest } from './metrics-fault.ts';

const hang: MetricsFault = { kind: 'hang' };

describe('faultOfRequest', () => {
  const faultsOf = (fault: MetricsFault | undefined) =>
    [1, 2, 3, 4, 5, 6].map((n) => faultOfRequest(fault, n)?.kind ?? '');

  it.each<[MetricsFault | undefined, string[]]>([
    [undefined, ['', '', '', '', '', '']],
    [hang, ['hang', 'hang', 'hang', 'hang', 'hang', 'hang']],
    [{ kind: 'every-nth', n: 3, fault: hang }, ['', '', 'hang', '', '', 'hang']],
    [
      { kind: 'every-nth', n: 2, fault: { kind: 'every-nth', n: 2, fault: hang } },
      ['', '', '', 'hang', '', ''],
    ],
  ])('turns the fault %j into %j for the requests 1 to 6', (fault, kinds) => {
    expect(faultsOf(fault)).toEqual(kinds);
  });
});
