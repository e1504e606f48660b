import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clearCachedLookup } from './cached-lookup.ts';

const NAME = 'semaphore-agent-v1.0.0-windows-x86_64-01';
const key = (name: string): string =>
  `ami:account=123456789012:filters.image-type.0=machine:filters.name.0=${name}:filters.state.0=available:owners.0=123456789012:region=eu-central-1`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
  file = join(folder, 'cdk.context.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('clearCachedLookup', () => {
  it("removes only this image's lookups", () => {
    const others = { [key(`${NAME}2`)]: 'ami-2', 'vpc-provider:account=1': { vpcId: 'vpc-1' } };
    writeFileSync(file, JSON.stringify({ [key(NAME)]: 'ami-1', ...others }));
    expect(clearCachedLookup(file, NAME)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(others);
  });

  it.each([
    ['has no lookup of the image', '{ "acknowledged-issue-numbers": [1] }'],
    ['contains a list', '[]'],
    ['contains null', 'null'],
    ['is not JSON', '{'],
  ])('does not change a file that %s', (_name, content) => {
    writeFileSync(file, content);
    expect(clearCachedLookup(file, NAME)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('returns false if there is no file', () => {
    expect(clearCachedLookup(file, NAME)).toBe(false);
  });
});
