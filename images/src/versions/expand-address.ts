import type { Arch } from '@agent-aws-stack/contract';

const SPELLINGS: Readonly<Record<Arch, Readonly<Record<string, string>>>> = {
  x86_64: { arch: 'x86_64', goArch: 'amd64', machine: 'x86_64', armSuffix: '' },
  arm64: { arch: 'arm64', goArch: 'arm64', machine: 'aarch64', armSuffix: '-arm' },
};

/** Replaces the placeholders in an address of versions.json. Vendors spell the architecture in different ways. */
export function expandAddress(address: string, version: string, architecture: Arch): string {
  const values: Readonly<Record<string, string>> = { ...SPELLINGS[architecture], version };
  return address.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** Whether an address depends on the architecture. */
export function variesByArchitecture(address: string): boolean {
  return /\{(arch|goArch|machine|armSuffix)\}/.test(address);
}
