import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImageSourcesError } from './errors.ts';
import { imageFingerprint, imageName } from './image-name.ts';
import { readImageSources } from './read-sources.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ami-hash-'));
  for (const family of IMAGE_FAMILIES) {
    write(`images/packer/${family}/agent.pkr.hcl`, `# ${family}\n`);
    write(`images/packer/${family}/files/start`, 'exit\n');
    write(`images/packer/${family}/versions.json`, '{"image":{"version":"1.2.3"}}');
    write(`images/goss/${family}/goss.yaml`, 'file: {}\n');
  }
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const fingerprints = (): string[] => IMAGE_FAMILIES.map((family) => imageFingerprint(root, family));

/** Returns the families whose fingerprint the change alters. */
function changedBy(change: () => void): string[] {
  const before = fingerprints();
  change();
  const after = fingerprints();
  return IMAGE_FAMILIES.filter((_family, i) => before[i] !== after[i]);
}

describe('imageFingerprint', () => {
  it.each([
    ['images/packer/linux/agent.pkr.hcl', ['linux']],
    ['images/packer/linux/.ansible-lint', ['linux']],
    ['images/packer/windows/files/start', ['windows']],
    ['images/packer/windows/files/new.ps1', ['windows']],
    ['images/goss/macos/goss.yaml', ['macos']],
    ['images/packer/common/gen-pre-signed-url.py', ['linux', 'windows', 'macos']],
    ['images/packer/linux/project.json', []],
    ['images/packer/linux/README.md', []],
    ['images/packer/linux/files/__pycache__/a.pyc', []],
    ['images/project.json', []],
    ['docs/images.md', []],
  ])('a change of %s changes the fingerprints of the families %j', (path, families) => {
    expect(changedBy(() => write(path, 'changed\n'))).toEqual(families);
  });

  it('does not depend on file modes', () => {
    expect(changedBy(() => chmodSync(join(root, 'images/packer/linux/files/start'), 0o755))).toEqual([]);
  });

  it('does not depend on the path of the workspace', () => {
    const copy = mkdtempSync(join(tmpdir(), 'ami-hash-copy-'));
    cpSync(root, copy, { recursive: true });
    expect(imageFingerprint(copy, 'linux')).toBe(imageFingerprint(root, 'linux'));
    rmSync(copy, { recursive: true });
  });

  it.each(['images/packer/linux', 'images/goss/linux'])('throws if there are no files in %s', (folder) => {
    rmSync(join(root, folder), { recursive: true });
    expect(() => imageFingerprint(root, 'linux')).toThrow(ImageSourcesError);
    expect(() => imageFingerprint(root, 'linux')).toThrow(`${folder} has no files under ${root}`);
    expect(imageFingerprint(root, 'macos')).toHaveLength(32);
  });

  it('throws on a symbolic link, with its path in the message', () => {
    symlinkSync('start', join(root, 'images/packer/linux/files/link'));
    expect(() => imageFingerprint(root, 'linux')).toThrow('images/packer/linux/files/link is neither a file');
  });
});

describe('readImageSources', () => {
  it('returns paths relative to the workspace', () => {
    expect(readImageSources(root, 'linux').map((file) => file.path)).toEqual([
      'images/packer/linux/agent.pkr.hcl',
      'images/packer/linux/files/start',
      'images/packer/linux/versions.json',
      'images/goss/linux/goss.yaml',
    ]);
  });
});

describe('imageName', () => {
  const nameOf = (family: ImageFamily): string =>
    imageName({ os: family === 'linux' ? 'ubuntu-noble' : family, arch: 'x86_64', root });

  it.each([
    ['ubuntu-focal', 'x86_64', 'linux'],
    ['ubuntu-noble', 'arm64', 'linux'],
    ['windows', 'x86_64', 'windows'],
    ['windows-2022', 'x86_64', 'windows'],
    ['windows-2025', 'x86_64', 'windows'],
    ['macos', 'arm64', 'macos'],
  ] as const)('for %s on %s contains the fingerprint of the family %s', (os, arch, family) => {
    const hash = imageFingerprint(root, family);
    expect(imageName({ os, arch, root })).toBe(`semaphore-agent-v1.2.3-${os}-${arch}-${hash}`);
  });

  it('does not change with a release of this project', () => {
    write('package.json', '{"version":"1.0.0"}');
    write('images/package.json', '{"version":"1.0.0"}');
    const names = () => IMAGE_FAMILIES.map((family) => nameOf(family));
    const before = names();
    write('package.json', '{"version":"2.0.0"}');
    write('images/package.json', '{"version":"2.0.0"}');
    expect(names()).toEqual(before);
  });

  it('has the version of its own family', () => {
    write('images/packer/windows/versions.json', '{"image":{"version":"1.3.0"}}');
    expect(IMAGE_FAMILIES.map((family) => nameOf(family).split('-')[2])).toEqual([
      'v1.2.3',
      'v1.3.0',
      'v1.2.3',
    ]);
  });

  it.each([
    ['no version', '{"agent":{}}', /versions\.json has no valid image version: image: /],
    ['an invalid version', '{"image":{"version":"v1"}}', /image\.version: must be like 1\.0\.0/],
    ['invalid JSON', '{', /versions\.json cannot be read: /],
  ])('throws on %s', (_name, content, problem) => {
    write('images/packer/linux/versions.json', content);
    expect(() => nameOf('linux')).toThrow(ImageSourcesError);
    expect(() => nameOf('linux')).toThrow(problem);
  });
});
