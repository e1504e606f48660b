import { expect, it } from '@jest/globals';
import { quotaCode } from './quota-codes.ts';

it.each([
  ['m7i.large', 'L-1216C47A', 'L-34B43A08'],
  ['i7ie.xlarge', 'L-1216C47A', 'L-34B43A08'],
  ['im4gn.large', 'L-1216C47A', 'L-34B43A08'],
  ['inf2.xlarge', 'L-1945791B', 'L-B5D1601B'],
  ['gr6.4xlarge', 'L-DB2E81BA', 'L-3819A6DF'],
  ['p4d.24xlarge', 'L-417A185B', 'L-7212CCBC'],
  ['p5en.48xlarge', 'L-417A185B', 'L-C4BD4855'],
  ['p6-b200.48xlarge', 'L-417A185B', undefined],
  ['hpc7g.4xlarge', 'L-F7808C92', undefined],
  ['u-3tb1.56xlarge', 'L-43DA4232', undefined],
  ['u7i-6tb.112xlarge', undefined, undefined],
  ['mac2.metal', undefined, undefined],
])('%s counts against %s on demand, and against %s as spot', (type, onDemand, spot) => {
  expect([quotaCode(type, 'onDemand'), quotaCode(type, 'spot')]).toEqual([onDemand, spot]);
});
