import { expect, it } from '@jest/globals';
import { OPERATING_SYSTEMS, osTitle } from '@agent-aws-stack/contract';
import { parse } from './kind.ts';
import { operatingSystem, systemMeant } from './operating-system.ts';

it.each([
  ['ubuntu-20.04', 'ubuntu-focal'],
  ['ubuntu22.04', 'ubuntu-jammy'],
  ['Ubuntu 24.04', 'ubuntu-noble'],
  ['ubuntu-2204', 'ubuntu-jammy'],
  ['ubuntu-18.04', undefined],
  ['ubuntu-jamy', 'ubuntu-jammy'],
  ['windows-2019', 'windows'],
  ['windows-server-2022', 'windows-2022'],
  ['debian-12', undefined],
  ['', undefined],
])('%j means %s', (name, os) => expect(systemMeant(name)).toBe(os));

it.each(OPERATING_SYSTEMS)('recognizes %s by its title', (os) => expect(systemMeant(osTitle(os))).toBe(os));

it('suggests the system for a name with a space', () =>
  expect(parse(operatingSystem, 'ubuntu 22.04')).toMatchObject({
    ok: false,
    complaints: [{ suggestion: 'ubuntu-jammy' }],
  }));
