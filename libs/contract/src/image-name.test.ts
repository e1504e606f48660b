import { describe, expect, it } from '@jest/globals';
import { OPERATING_SYSTEMS, readImageName, writeImageName } from './index.ts';

const image = { version: 'v1.0.0', arch: 'arm64', hash: '0123456789abcdef' };

describe('the name of an image', () => {
  it('has its parts in the order that deployed fleets expect', () => {
    expect(writeImageName({ ...image, os: 'ubuntu-noble' })).toBe(
      'semaphore-agent-v1.0.0-ubuntu-noble-arm64-0123456789abcdef',
    );
    expect(writeImageName({ ...image, os: 'macos', prefix: 'mine' })).toBe(
      'mine-v1.0.0-macos-arm64-0123456789abcdef',
    );
  });

  it.each(OPERATING_SYSTEMS)('is read as it was written: %s', (os) => {
    expect(readImageName(writeImageName({ ...image, os }))).toEqual({ version: 'v1.0.0', os, arch: 'arm64' });
  });

  it.each([
    [
      'a release that is no longer built',
      'semaphore-agent-v0.9.0-ubuntu-bionic-x86_64-ab12',
      'ubuntu-bionic',
      'v0.9.0',
    ],
    ['a version with a hyphen', 'semaphore-agent-v0.4.1-rc1-windows-x86_64-ab12', 'windows', 'v0.4.1-rc1'],
  ])('is read even with %s', (_, name, os, version) => {
    expect(readImageName(name)).toEqual({ version, os, arch: 'x86_64' });
  });

  it.each([
    writeImageName({ ...image, os: 'macos', prefix: 'mine' }),
    'semaphore-agent-v1.0.0-debian-x86_64-ab12',
    'semaphore-agent-v1.0.0-macos-riscv-ab12',
    'semaphore-agent-v1.0.0-macos-arm64-tip',
    'semaphore-agent-builder',
  ])('cannot be read from %s', (name) => {
    expect(readImageName(name)).toBeUndefined();
  });
});
