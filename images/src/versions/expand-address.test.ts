import { describe, expect, it } from '@jest/globals';
import { expandAddress, variesByArchitecture } from './expand-address.ts';

describe('expandAddress', () => {
  it.each([
    ['https://x.y/{version}/agent_Linux_{arch}.tar.gz', 'arm64', 'https://x.y/v1/agent_Linux_arm64.tar.gz'],
    ['https://x.y/{version}/agent_Linux_{arch}.tar.gz', 'x86_64', 'https://x.y/v1/agent_Linux_x86_64.tar.gz'],
    ['https://x.y/linux{armSuffix}.tar', 'arm64', 'https://x.y/linux-arm.tar'],
    ['https://x.y/linux{armSuffix}.tar', 'x86_64', 'https://x.y/linux.tar'],
    ['https://x.y/{goArch}/{machine}.zip', 'x86_64', 'https://x.y/amd64/x86_64.zip'],
    ['https://x.y/{goArch}/{machine}.zip', 'arm64', 'https://x.y/arm64/aarch64.zip'],
    ['https://x.y/{distribution}', 'arm64', 'https://x.y/{distribution}'],
  ] as const)('expands %s for %s', (address, architecture, expected) => {
    expect(expandAddress(address, 'v1', architecture)).toBe(expected);
  });
});

describe('variesByArchitecture', () => {
  it.each([
    ['https://x.y/{version}/agent_{arch}.tar.gz', true],
    ['https://x.y/{version}/linux{armSuffix}.tar', true],
    ['https://x.y/{version}/agent.msi', false],
  ])('for %s returns %s', (address, expected) => {
    expect(variesByArchitecture(address)).toBe(expected);
  });
});
