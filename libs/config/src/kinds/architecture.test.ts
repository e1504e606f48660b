import { expect, it } from '@jest/globals';
import { architecture } from './architecture.ts';
import { parse } from './kind.ts';

it.each([
  ['amd64', 'x86_64'],
  ['x64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['aarch64', 'arm64'],
  ['ARM64', 'arm64'],
  ['riscv64', undefined],
])('suggests for %j: %s', (raw, suggestion) =>
  expect(parse(architecture, raw)).toMatchObject({ ok: false, complaints: [{ suggestion }] }),
);
