import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findPowerShell, hasPester, isNewEnough } from './powershell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'powershell-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a program that prints this output. */
function program(name: string, output: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${output}'\n`);
  chmodSync(path, 0o755);
  return path;
}

const find = (env: NodeJS.ProcessEnv = {}) => findPowerShell({ PATH: folder, ...env });

describe('findPowerShell', () => {
  it('prefers the program in PWSH to those on the PATH', async () => {
    program('pwsh', '7 5.7.1');
    const named = program('mine', '7 5.9.1');
    expect(await find({ PWSH: named })).toEqual({ program: named, major: 7, pester: '5.9.1' });
  });

  it.each(['pwsh', 'powershell'])('finds %s on the PATH', async (name) => {
    program(name, '7 5.9.1');
    expect(await find()).toMatchObject({ program: name });
  });

  it('returns no version of Pester if it is not installed', async () => {
    program('pwsh', '7 ');
    expect(await find()).toEqual({ program: 'pwsh', major: 7, pester: undefined });
  });

  it.each([
    ['there is no program', undefined],
    ['the program is not PowerShell', 'command not found'],
  ])('returns undefined if %s', async (_what, output) => {
    if (output !== undefined) program('pwsh', output);
    expect(await find()).toBeUndefined();
  });
});

describe('a PowerShell', () => {
  it.each([
    ['5.9.1', true],
    ['5.7.0', true],
    ['6.0.0', true],
    ['5.6.9', false],
    ['3.4.0', false],
    [undefined, false],
  ])('with Pester %s is sufficient: %s', (pester, enough) => {
    expect(hasPester({ program: 'pwsh', major: 7, pester })).toBe(enough);
  });

  it.each([
    [7, true],
    [5, false],
  ])('of version %s is sufficient: %s', (major, enough) => {
    expect(isNewEnough({ program: 'pwsh', major, pester: '5.9.1' })).toBe(enough);
  });
});
