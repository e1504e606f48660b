import { describe, expect, it } from '@jest/globals';
import {
  builtOs,
  familyOf,
  IMAGE_FAMILIES,
  isWindows,
  OPERATING_SYSTEMS,
  osTitle,
  systemsOf,
  ubuntuReleaseOf,
} from './index.ts';

it('the operating systems are spelled as in deployed configurations and images', () => {
  expect(OPERATING_SYSTEMS.map((os) => `${familyOf(os)} ${os}: ${osTitle(os)}`)).toEqual([
    'linux ubuntu-focal: Ubuntu 20.04',
    'linux ubuntu-jammy: Ubuntu 22.04',
    'linux ubuntu-noble: Ubuntu 24.04',
    'windows windows: Windows Server 2019',
    'windows windows-2022: Windows Server 2022',
    'windows windows-2025: Windows Server 2025',
    'macos macos: macOS',
  ]);
  expect(IMAGE_FAMILIES.flatMap(systemsOf)).toEqual(OPERATING_SYSTEMS);
});

describe('familyOf', () => {
  it.each([
    ['windows-2019-custom', 'windows'],
    ['windowsill', 'linux'],
    ['my-windows', 'linux'],
    ['', 'linux'],
  ] as const)('counts the unknown name %j as %s', (os, family) => {
    expect(familyOf(os)).toBe(family);
    expect(isWindows(os)).toBe(family === 'windows');
  });
});

it('builtOs throws for an unknown name', () => {
  expect(builtOs('windows-2022')).toBe('windows-2022');
  expect(() => builtOs('ubuntu-bionic')).toThrow(
    new RangeError('ubuntu-bionic: this project builds no image of this operating system'),
  );
});

it('ubuntuReleaseOf gives the code name', () => {
  expect(ubuntuReleaseOf('ubuntu-jammy')).toBe('jammy');
  expect(() => ubuntuReleaseOf('macos')).toThrow(RangeError);
});
