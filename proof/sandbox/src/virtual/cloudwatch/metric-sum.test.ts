import { describe, expect, it } from '@jest/globals';
import { metricSumSchema, sumOf } from './metric-sum.ts';

const metric = (id: string, more: object = {}) => ({
  Id: id,
  MetricStat: {
    Metric: { Namespace: 'N', MetricName: id, Dimensions: [{ Name: 'Stack', Value: 'lab' }] },
    ...{ Period: 60, Stat: 'Average', ...more },
  },
  ReturnData: false,
});
const sum = (expression: string) => ({ Id: 'expr_1', Expression: expression, Label: 'what is left' });

describe('metricSumSchema', () => {
  it('reads sums and differences of metrics', () => {
    const { terms, period } = metricSumSchema.parse([
      sum('a + b - c'),
      metric('a'),
      metric('b'),
      metric('c'),
    ]);
    expect(period).toBe(60);
    expect(terms.map(({ sign, metric: { name } }) => [sign, name])).toEqual([
      [1, 'a'],
      [1, 'b'],
      [-1, 'c'],
    ]);
    const values: Record<string, number | undefined> = { a: 5, b: 2, c: 3 };
    const result = () => sumOf(terms, ({ metric: { name } }) => values[name]);
    expect(result()).toBe(4);
    values['b'] = undefined;
    expect(result()).toBeUndefined();
  });

  it.each([
    ['a function', [sum('FILL(a, 0)'), metric('a')]],
    ['a product', [sum('a * b'), metric('a'), metric('b')]],
    ['an unknown id', [sum('a - b'), metric('a')]],
    ['different periods', [sum('a - b'), metric('a'), metric('b', { Period: 300 })]],
    ['a metric of another account', [sum('a'), { ...metric('a'), AccountId: '1' }]],
    ['an expression without its metric', [sum('a')]],
  ])('refuses %s', (_, metrics) => {
    expect(metricSumSchema.safeParse(metrics).success).toBe(false);
  });
});
