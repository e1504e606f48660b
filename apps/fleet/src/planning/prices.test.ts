import { describe, expect, it } from '@jest/globals';
import { onDemandPrice } from './prices.ts';

describe('onDemandPrice', () => {
  // The prices are those that AWS lists for each size; the code computes them from the price of the family's `large`. Undefined stands for sizes
  // and families without a price in this project.
  it.each([
    ['t2.micro', 0.0116],
    ['t3.nano', 0.0052],
    ['t3.medium', 0.0416],
    ['t4g.2xlarge', 0.2688],
    ['m5.large', 0.096],
    ['m5.24xlarge', 4.608],
    ['m7g.medium', 0.0408],
    ['m7i.xlarge', 0.2016],
    ['m7i-flex.16xlarge', 3.06432],
    ['c5.9xlarge', 1.53],
    ['c7a.48xlarge', 9.85344],
    ['c8g.metal', undefined],
    ['r6i.32xlarge', 8.064],
    ['c5.8xlarge', undefined],
    ['g5.xlarge', undefined],
    ['mac2.metal', undefined],
    ['constructor.large', undefined],
  ])('for %s gives %s', (type, price) => {
    if (price === undefined) expect(onDemandPrice(type)).toBeUndefined();
    else expect(onDemandPrice(type)).toBeCloseTo(price, 4);
  });
});
