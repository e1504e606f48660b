import { describe, expect, it } from '@jest/globals';
import { isWindows, OPERATING_SYSTEMS } from './operating-system.ts';

describe('isWindows', () => {
  it('holds for each release of Windows Server, and for nothing else', () => {
    expect(OPERATING_SYSTEMS.filter(isWindows)).toEqual(['windows', 'windows-2022', 'windows-2025']);
  });

  it.each(['windowsill', 'my-windows', ''])('does not hold for %j', (os) => {
    expect(isWindows(os)).toBe(false);
  });
});
