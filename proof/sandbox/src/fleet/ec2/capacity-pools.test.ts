import { describe, expect, it } from '@jest/globals';
import { CapacityPools, NO_SPOT_CAPACITY } from './capacity-pools.ts';

const TYPES = ['a', 'b'];
const ZONES = ['z1', 'z2'];

describe('CapacityPools', () => {
  it('takes the first type in the first zone that has capacity', () => {
    const pools = new CapacityPools();
    const take = () => pools.take('spot', TYPES, ZONES);
    expect(take()).toEqual({ market: 'spot', instanceType: 'a', zone: 'z1' });
    pools.limit({ zone: 'z1', instanceType: 'a' });
    expect(take()).toMatchObject({ instanceType: 'b', zone: 'z1' });
    const restore = pools.limit({ zone: 'z1' });
    expect(take()).toMatchObject({ instanceType: 'a', zone: 'z2' });
    restore();
    expect(take()).toMatchObject({ instanceType: 'b', zone: 'z1' });
  });

  it('has only the given number of instances in limited pools, and any number in other pools', () => {
    const pools = new CapacityPools();
    pools.limit({ market: 'spot' }, 1);
    pools.take('spot', TYPES, ZONES);
    expect(() => pools.take('spot', TYPES, ZONES)).toThrow(NO_SPOT_CAPACITY);
    expect(pools.take('on-demand', TYPES, ZONES)).toMatchObject({ market: 'on-demand' });
  });

  it('fails with the message of the shortage, or else with the message of the market', () => {
    const pools = new CapacityPools();
    pools.limit({ market: 'spot' }, 0, 'the quota is reached');
    pools.limit({ market: 'on-demand' });
    expect(() => pools.take('spot', TYPES, ZONES)).toThrow('the quota is reached');
    expect(() => pools.take('on-demand', TYPES, ZONES)).toThrow(/sufficient a capacity .* \(z1\)/);
  });
});
