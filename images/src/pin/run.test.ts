import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BuildError } from '../build/errors.ts';
import { pin, type PinOptions } from './run.ts';
import type { Vendor } from './vendor.ts';

const [AGENT, TOOLBOX] = ['a'.repeat(64), 'b'.repeat(64)];
const download = (name: string) => ({
  version: 'v1',
  url: `https://x.y/{version}/${name}`,
  verify: { by: 'checksum-file', url: 'https://x.y/{version}/sums' },
});
const DOCUMENT = {
  image: { version: '1.0.0' },
  agent: download('agent'),
  toolbox: download('toolbox'),
  cli: { version: '2.0', url: 'https://x.y/{version}.msi', verify: { by: 'signature', signers: ['Amazon'] } },
  boto3: { version: '1.35.99' },
};
const LISTS: Readonly<Record<string, string>> = {
  'https://x.y/v1/sums': `${AGENT}  agent\n${TOOLBOX}  toolbox\n`,
  'https://x.y/v2/sums': `${TOOLBOX}  agent\n`,
};
const VENDOR: Vendor = {
  async text(url) {
    const list = LISTS[url];
    if (list === undefined) throw new BuildError(url, 'answers 404 Not Found');
    return list;
  },
  signedChecksum: () => Promise.reject(new Error('nothing here is signed')),
};

let root: string;
let said: string[];
const file = (): string => join(root, 'images/packer/windows/versions.json');
const written = () => JSON.parse(readFileSync(file(), 'utf8')) as typeof DOCUMENT;
const pins = (options: Partial<PinOptions> = {}) =>
  pin(root, { families: ['windows'], ...options }, VENDOR, (line) => said.push(line));

beforeEach(() => {
  said = [];
  root = mkdtempSync(join(tmpdir(), 'pin-'));
  mkdirSync(join(root, 'images/packer/windows'), { recursive: true });
  writeFileSync(file(), JSON.stringify(DOCUMENT));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('pin', () => {
  it('writes every checksum that can be had, and says which cannot', async () => {
    expect(await pins()).toBe(true);
    expect(written()).toMatchObject({
      agent: { version: 'v1', verify: { by: 'sha256', sha256: { x86_64: AGENT } } },
      toolbox: { verify: { sha256: { x86_64: TOOLBOX } } },
      cli: DOCUMENT.cli,
      boto3: DOCUMENT.boto3,
    });
    expect(said).toEqual([
      expect.stringMatching(/^windows {2}agent v1 +pinned, from https:\/\/x\.y\/v1\/sums$/),
      expect.stringMatching(/^windows {2}toolbox v1 +pinned/),
      expect.stringMatching(/^windows {2}cli 2\.0 +not changed: only Windows/),
    ]);
  });

  it('changes nothing the second time', async () => {
    await pins();
    const before = readFileSync(file(), 'utf8');
    said = [];
    expect(await pins()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(said[0]).toMatch(/is pinned already; .* still has the same checksum$/);
  });

  it('raises one download alone', async () => {
    expect(await pins({ artifact: 'agent', version: 'v2' })).toBe(true);
    expect(written().agent).toMatchObject({ version: 'v2', verify: { sha256: { x86_64: TOOLBOX } } });
    expect(written().toolbox).toEqual(DOCUMENT.toolbox);
  });

  it('fails for a version that its vendor does not have, and leaves it as it was', async () => {
    expect(await pins({ artifact: 'toolbox', version: 'v2' })).toBe(false);
    expect(said).toEqual([expect.stringMatching(/failed: toolbox: .* has no SHA-256 of it$/)]);
    expect(written()).toEqual(DOCUMENT);
  });

  it('writes nothing when it is only asked what it would do', async () => {
    expect(await pins({ dryRun: true })).toBe(true);
    expect(written()).toEqual(DOCUMENT);
  });

  it('refuses a name that no system downloads', async () => {
    await expect(pins({ artifact: 'agnet' })).rejects.toThrow(
      "--artifact: no versions.json downloads 'agnet'",
    );
  });

  it('refuses a versions.json that is wrong', async () => {
    writeFileSync(file(), JSON.stringify({ ...DOCUMENT, agent: { version: 'v1' } }));
    await expect(pins()).rejects.toThrow(/versions\.json: agent\.url/);
  });
});
