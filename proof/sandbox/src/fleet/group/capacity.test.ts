import { describe, expect, it } from '@jest/globals';
import { checkDecrement, checkDesiredCapacity, updatedSize } from './capacity.ts';

const size = { min: 1, max: 4, desired: 2 };

describe('checkDesiredCapacity', () => {
  it.each([1, 4])('allows %d', (desired) => {
    expect(() => checkDesiredCapacity(size, desired)).not.toThrow();
  });

  it.each([
    [5, 'New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.'],
    [0, 'New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.'],
  ])('refuses %d', (desired, message) => {
    expect(() => checkDesiredCapacity(size, desired)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message, status: 400 }),
    );
  });
});

describe('checkDecrement', () => {
  it('allows a decrement above the minimum, and refuses it at the minimum', () => {
    expect(() => checkDecrement(size)).not.toThrow();
    expect(() => checkDecrement({ ...size, desired: 1 })).toThrow(
      /^Currently, desiredSize equals minSize \(1\)\. /,
    );
  });
});

describe('updatedSize', () => {
  it.each([
    [{}, size],
    [{ desired: 4 }, { min: 1, max: 4, desired: 4 }],
    [{ min: 3 }, { min: 3, max: 4, desired: 3 }],
    [{ max: 1 }, { min: 1, max: 1, desired: 1 }],
    [
      { min: 0, max: 9, desired: 7 },
      { min: 0, max: 9, desired: 7 },
    ],
  ])('applies %j', (change, expected) => {
    expect(updatedSize(size, change)).toEqual(expected);
  });

  it.each([
    [{ min: 5 }, 'Max bound, 4, must be greater than or equal to min bound, 5'],
    [{ desired: 5 }, 'Desired capacity:5 must be between the specified min size:1 and max size:4'],
    [{ desired: 0 }, 'Desired capacity:0 must be between the specified min size:1 and max size:4'],
  ])('refuses %j', (change, message) => {
    expect(() => updatedSize(size, change)).toThrow(message);
  });
});
