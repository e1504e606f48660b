import { describe, expect, it, jest } from '@jest/globals';
import type { Download } from '../versions/versions-file.ts';
import { pinArtifact } from './pin-artifact.ts';
import type { Vendor } from './vendor.ts';

const [X86, ARM, OTHER] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const LIST = { by: 'checksum-file', url: 'https://x.y/{version}/sums' } as const;
const TOOL: Download = { version: 'v1', url: 'https://x.y/{version}/tool_{arch}', verify: LIST };
const PINNED: Download = {
  ...TOOL,
  verify: {
    by: 'sha256',
    sha256: { x86_64: X86, arm64: ARM },
    source: 'https://x.y/v1/sums',
    otherVersions: LIST,
  },
};
const GPG = {
  by: 'gpg',
  signature: 'https://x.y/{goArch}/{version}.sig',
  key: 'https://x.y/key',
  fingerprint: 'A'.repeat(40),
} as const;

const vendor = (list = `${X86}  tool_x86_64\n${ARM}  tool_arm64\n`) => ({
  text: jest.fn<Vendor['text']>().mockResolvedValue(list),
  signedChecksum: jest
    .fn<Vendor['signedChecksum']>()
    .mockImplementation(async ({ url }) => (url.endsWith('arm64') ? ARM : X86)),
});

describe('pinArtifact', () => {
  it("pins the vendor's checksums, and keeps the verification of other versions", async () => {
    const listed = vendor();
    expect(await pinArtifact('linux', TOOL, 'v1', listed)).toEqual({
      kind: 'pinned',
      download: PINNED,
      source: 'https://x.y/v1/sums',
    });
    expect(listed.text).toHaveBeenCalledWith('https://x.y/v1/sums');
  });

  it('changes the version together with its checksums', async () => {
    const raised = vendor(`${OTHER}  tool_x86_64\n${OTHER}  tool_arm64\n`);
    expect(await pinArtifact('linux', PINNED, 'v2', raised)).toMatchObject({
      kind: 'pinned',
      download: {
        version: 'v2',
        verify: { sha256: { x86_64: OTHER, arm64: OTHER }, source: 'https://x.y/v2/sums' },
      },
    });
  });

  it('changes nothing if the vendor still publishes the same checksums', async () => {
    expect(await pinArtifact('linux', PINNED, 'v1', vendor())).toMatchObject({ kind: 'unchanged' });
  });

  it('pins the checksums of signed files', async () => {
    const signed = vendor();
    const download: Download = { ...TOOL, verify: GPG };
    expect(await pinArtifact('linux', download, 'v3', signed)).toMatchObject({
      kind: 'pinned',
      download: {
        version: 'v3',
        verify: {
          sha256: { x86_64: X86, arm64: ARM },
          source: 'https://x.y/{goArch}/v3.sig',
          otherVersions: GPG,
        },
      },
    });
    expect(signed.signedChecksum).toHaveBeenCalledWith({
      url: 'https://x.y/v3/tool_arm64',
      signature: 'https://x.y/arm64/v3.sig',
      key: 'https://x.y/key',
      fingerprint: GPG.fingerprint,
    });
  });

  it('requests a file once if all architectures share it, and for Windows pins only x86_64', async () => {
    const shared: Download = { ...TOOL, url: 'https://x.y/{version}/tool', verify: GPG };
    const [linux, windows] = [vendor(), vendor()];
    await pinArtifact('linux', shared, 'v1', linux);
    expect(linux.signedChecksum).toHaveBeenCalledTimes(1);
    const pinning = await pinArtifact('windows', TOOL, 'v1', windows);
    expect(pinning).toMatchObject({ download: { verify: { sha256: { x86_64: X86 } } } });
    expect(pinning).not.toHaveProperty('download.verify.sha256.arm64');
  });

  it.each<[string, Partial<Download>, string, RegExp]>([
    ['the version latest', {}, 'latest', /--version/],
    [
      'a download with an Authenticode signature',
      { verify: { by: 'signature', signers: ['X'] } },
      'v1',
      /only Windows/,
    ],
    [
      'a download whose entry in versions.json has no otherVersions',
      { verify: { by: 'sha256', sha256: { x86_64: X86 }, source: 'https://x.y/' } },
      'v1',
      /how to verify other versions/,
    ],
  ])('does not pin %s', async (_name, change, version, reason) => {
    expect(await pinArtifact('linux', { ...TOOL, ...change }, version, vendor())).toEqual({
      kind: 'not pinned',
      reason: expect.stringMatching(reason),
    });
  });

  it.each<[string, Download, string, RegExp]>([
    [
      'a file that is not listed',
      TOOL,
      `${X86}  tool_x86_64\n`,
      /^tool_arm64: https:\/\/x\.y\/v1\/sums does not list its SHA-256/,
    ],
    [
      'a changed checksum of the same version',
      PINNED,
      `${OTHER}  tool_x86_64\n${ARM}  tool_arm64\n`,
      /^x86_64: versions\.json has the SHA-256 a+, .* now has c+/,
    ],
  ])('refuses %s', async (_name, download, list, message) => {
    await expect(pinArtifact('linux', download, 'v1', vendor(list))).rejects.toThrow(message);
  });
});
