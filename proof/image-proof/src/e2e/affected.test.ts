import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RepositoryCopy } from '../testing/repository-copy.ts';

const IMAGES = ['image-linux:build-image', 'image-macos:build-image', 'image-windows:build-image'];
const CASES = ['image-linux:test', 'image-macos:test', 'image-windows:test'];

/** A file of each kind, and what makes it wrong. */
const BROKEN = {
  'images/packer/linux/linux.pkr.hcl': (text) => `${text}source "amazon-ebs" {\n`,
  'images/packer/macos/agent/platform.sh': (text) => text.replace('launchctl kickstart', 'launchctl print'),
  'images/packer/windows/files/health-check.ps1': (text) => `${text}function Broken {\n`,
  'images/packer/common/agent/hooks/shutdown': (text) => text.replace('\n', '\nexit 1\n'),
  'images/goss/macos/image.yaml': (text) => `${text}unknown:\n  x: {}\n`,
  Makefile: (text) => text.replaceAll('images:verify', 'images:verfy'),
  'examples/macos.json': (text) => text.replace('"SEMAPHORE_AGENT_OS"', '"SEMAPHORE_AGENT_OSS"'),
} satisfies Record<string, (text: string) => string>;
type Broken = keyof typeof BROKEN;

const NO_IMAGE = [
  'images/src/build/run.ts',
  'images/requirements.txt',
  'proof/image-proof/src/step.ts',
  'libs/ami-hash/src/fingerprint.test.ts',
  'libs/config/src/index.ts',
  'package.json',
  'jest.config.mjs',
  'eslint.config.mjs',
  'docs/images.md',
];

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await RepositoryCopy.make();
});
afterAll(async () => {
  await copy[Symbol.asyncDispose]();
});

/** The tasks of these targets that a change of one file runs. */
async function tasksAfter(path: string, edit: (text: string) => string, ...targets: readonly string[]) {
  await copy.change(path, edit);
  try {
    return await copy.affectedTasks(...targets);
  } finally {
    await copy.restore();
  }
}

describe('nx affected -t test', () => {
  it.each<[Broken, readonly string[], readonly string[]]>([
    ['images/packer/linux/linux.pkr.hcl', ['image-linux:test', 'images:test'], ['image-windows:test']],
    [
      'images/packer/macos/agent/platform.sh',
      ['image-macos:test'],
      ['image-linux:test', 'image-windows:test'],
    ],
    ['images/packer/windows/files/health-check.ps1', ['image-windows:test'], ['image-linux:test']],
    ['images/packer/common/agent/hooks/shutdown', CASES, []],
    ['images/goss/macos/image.yaml', ['goss-macos:test', 'image-macos:test'], ['image-linux:test']],
    ['Makefile', ['image-proof:commands'], CASES],
    ['examples/macos.json', ['infra:test'], CASES],
  ])('after a change of %s runs %j, and not %j', async (path, run, not) => {
    const tasks = await tasksAfter(path, BROKEN[path], 'test');
    expect(tasks).toEqual(expect.arrayContaining([...run]));
    expect(tasks.filter((task) => not.includes(task))).toEqual([]);
  });

  it.each([
    ['proof/image-proof/src/scripts/judge.ts', CASES],
    ['images/src/build/plan-build.ts', CASES],
    ['images/requirements.txt', CASES],
    ['.semaphore/deploy.yml', ['fleet:test']],
  ])('after a change of %s runs %j', async (path, run) => {
    expect(await tasksAfter(path, blank, 'test')).toEqual(expect.arrayContaining(run));
  });
});

describe('nx affected -t build-image deploy', () => {
  it.each<[string, readonly string[]]>([
    ['images/packer/linux/linux.pkr.hcl', ['image-linux:build-image']],
    ['images/packer/windows/files/start.ps1', ['image-windows:build-image']],
    ['images/goss/macos/live.yaml', ['image-macos:build-image']],
    ['images/packer/common/agent/start.sh', IMAGES],
    ['libs/ami-hash/src/fingerprint.ts', IMAGES],
  ])('after a change of %s builds %j, and deploys', async (path, builds) => {
    const tasks = await tasksAfter(path, blank, 'build-image', 'deploy');
    expect(tasks.filter((task) => task.endsWith(':build-image'))).toEqual(builds);
    expect(tasks).toContain('infra:deploy');
  });

  it('after changes that cannot change an image builds none', async () => {
    // Not among them: Nx itself counts nx.json and tsconfig.base.json as part of every project.
    await copy.change('package-lock.json', otherVersion);
    for (const path of NO_IMAGE) await copy.change(path, blank);
    const tasks = await copy.affectedTasks('build-image');
    await copy.restore();
    expect(tasks).toEqual([]);
  });
});

function blank(text: string): string {
  return `${text}\n`;
}

/** An update of one package, as Nx reads lock files. */
function otherVersion(text: string): string {
  return text.replace(/("node_modules\/zod": \{\s+"version": ")[\d.]+/, '$14.0.0');
}
