import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { imageInputs, isIgnored } from './image-sources.ts';

const root = join(import.meta.dirname, '../../..');

describe('the inputs of an image', () => {
  it.each(IMAGE_FAMILIES)('are the same in the Nx project image-%s', (family) => {
    const project = JSON.parse(readFileSync(join(root, `images/packer/${family}/project.json`), 'utf8'));
    expect(project.namedInputs.image).toEqual(imageInputs(family));
    expect(project.targets.fingerprint).toMatchObject({
      command: `node libs/ami-hash/src/main.ts ${family}`,
      inputs: expect.arrayContaining(['image']),
    });
  });

  it.each([
    ['images/packer/linux/agent.pkr.hcl', true],
    ['images/packer/linux/ansible/roles/agent/files/start.sh', true],
    ['images/packer/linux/ansible/roles/agent/README.md', false],
    ['images/packer/linux/versions.json', true],
    ['images/packer/linux/project.json', false],
    ['images/packer/linux/ansible/site.retry', false],
    ['images/packer/linux/files/__pycache__/a.cpython-312.pyc', false],
    ['images/packer/linux/files/a.pyc', false],
    ['images/packer/linux/packer_cache/port.lock', false],
    ['images/packer/linux/.DS_Store', false],
    ['images/packer/linux/packer.log', false],
    ['images/packer/linux/catalog', true],
    ['images/packer/common/gen-pre-signed-url.py', true],
    ['images/goss/linux/goss.yaml', true],
    ['images/goss/linux/goss.yaml~', false],
  ])('contain %s: %s, both for Nx and for the fingerprint', (path, counts) => {
    const globs = imageInputs('linux').map((input) => input.replace('{workspaceRoot}/', ''));
    const matches = (glob: string): boolean => matchesGlob(path, glob);
    const excluded = globs.filter((glob) => glob.startsWith('!')).some((glob) => matches(glob.slice(1)));
    expect(globs.some(matches) && !excluded).toBe(counts);
    expect(isIgnored(path)).toBe(!counts);
  });

  it('contain no sources of other families', () => {
    for (const input of imageInputs('linux')) expect(input).not.toMatch(/windows|macos/);
  });
});
