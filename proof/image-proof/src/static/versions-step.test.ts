import { describe, expect, it } from '@jest/globals';
import { versionProblems } from './versions-step.ts';

const url = 'https://example.com/{version}/agent.tar.gz';
const agent = { version: 'v2.2.16', url, verify: { by: 'checksum-file', url: 'https://example.com/sums' } };
const versions = { image: { version: '1.0.0' }, agent, toolbox: { version: 'v1.38.4' } };
const gpg = {
  by: 'gpg',
  signature: `${url}.sig`,
  key: 'https://example.com/key',
  fingerprint: '937616F3450B7D806CBD9725D58167303B789C72',
};
const published = {
  by: 'sha256',
  sha256: { x86_64: 'a'.repeat(64), arm64: 'b'.repeat(64) },
  source: 'https://example.com/agent.rb',
};

/** The content with a reason for each entry without a SHA-256. */
function withReasons(content: object): object {
  const unpinned = Object.entries(content)
    .filter(([name, entry]) => name !== 'image' && !JSON.stringify(entry ?? '').includes('"by":"sha256"'))
    .map(([name]) => [name, 'no network']);
  return { ...content, unpinned: Object.fromEntries(unpinned) };
}

describe('versionProblems', () => {
  it.each<[string, object]>([
    ['a checksum file', {}],
    ['a signature', { cli: { version: '2.22.35', url, verify: { by: 'signature', signers: ['AWS'] } } }],
    ['the version latest with a signature', { cloudwatch: { version: 'latest', url, verify: gpg } }],
    ['published checksums', { agent: { ...agent, verify: published } }],
    [
      'published checksums, and a list for other versions',
      { agent: { ...agent, verify: { ...published, otherVersions: agent.verify } } },
    ],
    ['versions of packages', { packages: { git: '2.47.1', nssm: '2.24.101.20180116' } }],
    [
      'a repository',
      { docker: { repository: 'https://x.y/', key: 'https://x.y/gpg', fingerprint: gpg.fingerprint } },
    ],
  ])('accepts %s', (_name, more) => {
    expect(versionProblems('linux', withReasons({ ...versions, ...more }))).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['a download without verification', { agent: { version: 'v1.0.0', url } }, /^agent\.verify/],
    [
      'an http address',
      { agent: { ...agent, url: 'http://example.com/{version}' } },
      /^agent\.url: is not an https address$/,
    ],
    [
      'an invalid checksum',
      { agent: { ...agent, verify: { ...published, sha256: { ...published.sha256, arm64: 'abc' } } } },
      /^agent\.verify\.sha256\.arm64: is not a SHA-256$/,
    ],
    [
      'a checksum for an unknown architecture',
      {
        agent: {
          ...agent,
          verify: { ...published, sha256: { ...published.sha256, aarch64: 'a'.repeat(64) } },
        },
      },
      /^agent\.verify\.sha256/,
    ],
    [
      'a checksum without a source',
      { agent: { ...agent, verify: { ...published, source: undefined } } },
      /^agent\.verify\.source/,
    ],
    [
      'a missing checksum for an architecture',
      { agent: { ...agent, verify: { ...published, sha256: { x86_64: 'a'.repeat(64) } } } },
      /^agent: no SHA-256 for arm64$/,
    ],
    [
      'the version latest with a checksum',
      { agent: { ...agent, version: 'latest', verify: published } },
      /^agent: latest requires a signature$/,
    ],
    [
      'an address without the version',
      { agent: { ...agent, url: 'https://example.com/a' } },
      /^agent: its url has no \{version\}$/,
    ],
    [
      'the version latest without a signature',
      { agent: { ...agent, version: 'latest' } },
      /^agent: latest requires a signature$/,
    ],
    ['a missing toolbox', { toolbox: undefined }, /^toolbox/],
    ['a missing version of the image', { image: undefined }, /^image/],
    [
      'an invalid version of the image',
      { image: { version: 'latest' } },
      /^image\.version: is not a version/,
    ],
  ])('refuses %s', (_name, change, problem) => {
    expect(versionProblems('linux', withReasons({ ...versions, ...change }))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it.each<[string, object, object, string]>([
    [
      'an entry with neither a pin nor a reason',
      {},
      { agent: 'x' },
      'toolbox: neither a SHA-256 nor a reason in unpinned',
    ],
    [
      'a pin and a reason',
      { agent: { ...agent, verify: published } },
      { agent: 'x', toolbox: 'x' },
      'agent: both a SHA-256 and a reason in unpinned',
    ],
    [
      'a reason without an entry',
      {},
      { agent: 'x', toolbox: 'x', yq: 'x' },
      'unpinned.yq: there is no such entry',
    ],
    [
      'an empty reason',
      {},
      { agent: '', toolbox: 'x' },
      'unpinned.agent: Too small: expected string to have >=1 characters',
    ],
  ])('refuses %s', (_name, change, unpinned, problem) => {
    expect(versionProblems('linux', { ...versions, ...change, unpinned })).toEqual([problem]);
  });

  it('does not require arm64 for Windows', () => {
    const verify = { ...published, sha256: { x86_64: 'a'.repeat(64) } };
    expect(versionProblems('windows', withReasons({ ...versions, agent: { ...agent, verify } }))).toEqual([]);
  });
});
