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
    ['the fullest zone', [instance('1', 'a'), instance('2', 'b'), instance('3', 'b')], 1, ['2']],
    [
      'the oldest launch template',
      [instance('1', 'a'), instance('2', 'a', { launchTemplateVersion: 1 })],
      1,
      ['2'],
    ],
    ['the oldest instance', [instance('1', 'a'), instance('2', 'a', { launchedAt: 4 })], 1, ['2']],
    [
      'zones stay in balance',
      [instance('1', 'a'), instance('2', 'a'), instance('3', 'b'), instance('4', 'b')],
      2,
      ['1', '3'],
    ],
    [
      'a protected instance makes its zone no emptier, but stays',
      [instance('1', 'a', { protectedFromScaleIn: true }), instance('2', 'a'), instance('3', 'b')],
      3,
      ['2', '3'],
    ],
    ['none', [instance('1', 'a')], 0, []],
    ['none for a negative number', [instance('1', 'a')], -2, []],
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
  ])('of %j with instances in %j', (zones, occupied, expected) => {
    expect(zoneForLaunch(zones, occupied)).toBe(expected);
  });

  it('needs a zone', () => {
    expect(() => zoneForLaunch([], [])).toThrow(RangeError);
  });
});
