import { beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { workspaceRoot } from './workspace.ts';

/** The projects that Nx finds affected by a change of one file. */
async function affectedBy(file: string, ...options: string[]): Promise<string[]> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
  const { stdout } = await execa('nx', ['show', 'projects', '--affected', `--files=${file}`, ...options], {
    cwd: workspaceRoot,
    preferLocal: true,
    localDir: workspaceRoot,
    env: { ...Object.fromEntries(inherited), NX_DAEMON: 'false' },
    extendEnv: false,
  });
  return stdout.split('\n').filter(Boolean).sort();
}

const PER_CALL_MS = 60_000;
const ALL = ['image-linux', 'image-macos', 'image-windows'];

describe('nx affected', () => {
  // Nx makes its graph once.
  beforeAll(() => affectedBy('README.md'), PER_CALL_MS);

  it.each([
    ['images/packer/linux/linux.pkr.hcl', ['image-linux']],
    ['images/packer/windows/files/start.ps1', ['image-windows']],
    ['images/packer/macos/agent/platform.sh', ['image-macos']],
    ['images/goss/linux/build.yaml', ['goss-linux', 'image-linux']],
    ['images/goss/macos/live.yaml', ['goss-macos', 'image-macos']],
  ])(
    'of %s lists that OS alone',
    async (file, projects) => {
      expect(await affectedBy(file)).toEqual(projects);
    },
    PER_CALL_MS,
  );

  it.each([
    ['images/packer/common/agent/start.sh', ALL],
    ['images/goss/linux/build.yaml', ['image-linux']],
    ['images/goss/windows/live.yaml', ['image-windows']],
    ['images/src/build/run.ts', []],
    ['docs/images.md', []],
    ['libs/ami-hash/src/fingerprint.ts', ALL],
  ])(
    'of %s builds %j',
    async (file, images) => {
      expect(await affectedBy(file, '--with-target', 'build-image')).toEqual(images);
    },
    PER_CALL_MS,
  );
});
