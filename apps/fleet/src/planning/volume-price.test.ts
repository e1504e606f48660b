import { expect, it } from '@jest/globals';
import { volumePrice, type PricedVolume } from './volume-price.ts';

it.each<[PricedVolume, number | undefined]>([
  [{ type: 'gp2', sizeGib: 64, iops: 3_000 }, 6.4],
  [{ type: 'gp3', sizeGib: 100 }, 8],
  [{ type: 'gp3', sizeGib: 100, iops: 4_000, throughputMibps: 225 }, 17],
  [{ type: 'io2', sizeGib: 100, iops: 1_000 }, 77.5],
  [{ type: 'standard', sizeGib: 10 }, 0.5],
  [{ type: 'gp9', sizeGib: 10 }, undefined],
])('prices a month of %j', (volume, usd) => {
  const price = volumePrice(volume);
  if (usd === undefined) expect(price).toBeUndefined();
  else expect(price).toBeCloseTo(usd, 6);
});
