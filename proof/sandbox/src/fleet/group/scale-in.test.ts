import { describe, expect, it } from '@jest/globals';
import { type ScaleInCandidate, chooseForScaleIn, zoneForLaunch } from './scale-in.ts';

const instance = (
  id: string,
  availabilityZone: string,
  more: Partial<ScaleInCandidate> = {},
): ScaleInCandidate => ({
  id,
  availabilityZone,
  launchTemplateVersion: 2,
  launchedAt: 5,
  protectedFromScaleIn: false,
  ...more,
});
const ids = (chosen: readonly ScaleInCandidate[]) => chosen.map(({ id }) => id);

describe('chooseForScaleIn', () => {
  it.each<[string, ScaleInCandidate[], number, string[]]>([
    [
      'takes an instance in the zone with the most instances',
      [instance('1', 'a'), instance('2', 'b'), instance('3', 'b')],
      1,
      ['2'],
    ],
    [
      'takes the instance with the oldest launch template version',
      [instance('1', 'a'), instance('2', 'a', { launchTemplateVersion: 1 })],
      1,
      ['2'],
    ],
    ['takes the oldest instance', [instance('1', 'a'), instance('2', 'a', { launchedAt: 4 })], 1, ['2']],
    [
      'keeps zones balanced',
      [instance('1', 'a'), instance('2', 'a'), instance('3', 'b'), instance('4', 'b')],
      2,
      ['1', '3'],
    ],
    [
      'counts protected instances for their zone, but keeps them',
      [instance('1', 'a', { protectedFromScaleIn: true }), instance('2', 'a'), instance('3', 'b')],
      3,
      ['2', '3'],
    ],
    ['takes none for 0', [instance('1', 'a')], 0, []],
    ['takes none for a negative number', [instance('1', 'a')], -2, []],
  ])('%s', (_, candidates, count, expected) => {
    expect(ids(chooseForScaleIn(candidates, count))).toEqual(expected);
  });
});

describe('zoneForLaunch', () => {
  it.each([
    [['a', 'b'], [], 'a'],
    [['a', 'b'], ['a'], 'b'],
    [['a', 'b', 'c'], ['a', 'b', 'b', 'c', 'c'], 'a'],
    [['a'], ['z', 'z'], 'a'],
  ])('of %j, with instances in %j, is %s', (zones, occupied, expected) => {
    expect(zoneForLaunch(zones, occupied)).toBe(expected);
  });

  it('throws if the group has no zone', () => {
    expect(() => zoneForLaunch([], [])).toThrow(RangeError);
  });
});
