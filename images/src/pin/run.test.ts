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
  unpinned: { agent: 'no network', toolbox: 'no network', cli: 'Authenticode', boto3: 'by pip' },
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
let output: string[];
const file = (): string => join(root, 'images/packer/windows/versions.json');
const written = () => JSON.parse(readFileSync(file(), 'utf8')) as typeof DOCUMENT;
const pins = (options: Partial<PinOptions> = {}) =>
  pin(root, { families: ['windows'], ...options }, VENDOR, (line) => output.push(line));

beforeEach(() => {
  output = [];
  root = mkdtempSync(join(tmpdir(), 'pin-'));
  mkdirSync(join(root, 'images/packer/windows'), { recursive: true });
  writeFileSync(file(), JSON.stringify(DOCUMENT));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('pin', () => {
  it('writes the checksums, and reports which download cannot be pinned', async () => {
    expect(await pins()).toBe(true);
    expect(written()).toMatchObject({
      agent: { version: 'v1', verify: { by: 'sha256', sha256: { x86_64: AGENT } } },
      toolbox: { verify: { sha256: { x86_64: TOOLBOX } } },
      cli: DOCUMENT.cli,
      boto3: DOCUMENT.boto3,
    });
    expect(written().unpinned).toEqual({ cli: 'Authenticode', boto3: 'by pip' });
    expect(output).toEqual([
      expect.stringMatching(/^windows {2}agent v1 +pinned, from https:\/\/x\.y\/v1\/sums$/),
      expect.stringMatching(/^windows {2}toolbox v1 +pinned/),
      expect.stringMatching(/^windows {2}cli 2\.0 +not changed: only Windows/),
    ]);
  });

  it('changes nothing when run again', async () => {
    await pins();
    const before = readFileSync(file(), 'utf8');
    output = [];
    expect(await pins()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(output[0]).toMatch(/already pinned; .* still has the same checksum$/);
  });

  it('changes the version of one download only', async () => {
    expect(await pins({ artifact: 'agent', version: 'v2' })).toBe(true);
    expect(written().agent).toMatchObject({ version: 'v2', verify: { sha256: { x86_64: TOOLBOX } } });
    expect(written().toolbox).toEqual(DOCUMENT.toolbox);
  });

  it('changes nothing if the vendor does not list the version', async () => {
    expect(await pins({ artifact: 'toolbox', version: 'v2' })).toBe(false);
    expect(output).toEqual([expect.stringMatching(/failed: toolbox: .* does not list its SHA-256$/)]);
    expect(written()).toEqual(DOCUMENT);
  });

  it('writes nothing in a dry run', async () => {
    expect(await pins({ dryRun: true })).toBe(true);
    expect(written()).toEqual(DOCUMENT);
  });

  it('refuses an unknown artifact', async () => {
    await expect(pins({ artifact: 'agnet' })).rejects.toThrow(
      "--artifact: no versions.json has a download 'agnet'",
    );
  });

  it('refuses an invalid versions.json', async () => {
    writeFileSync(file(), JSON.stringify({ ...DOCUMENT, agent: { version: 'v1' } }));
    await expect(pins()).rejects.toThrow(/versions\.json: agent\.url/);
  });
});
