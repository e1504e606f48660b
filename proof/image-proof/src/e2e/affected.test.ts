import { setPriority } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BROKEN, type Broken } from '../testing/broken-files.ts';
import { RepositoryCopy } from '../testing/repository-copy.ts';

const IMAGES = ['image-linux:build-image', 'image-macos:build-image', 'image-windows:build-image'];
const CASES = ['image-linux:test', 'image-macos:test', 'image-windows:test'];

/** Files whose change cannot affect an image. */
const UNRELATED_FILES = [
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

// Runs with low priority, because other end-to-end suites depend on the clock.
setPriority(10);

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await RepositoryCopy.make();
});
afterAll(async () => {
  await copy[Symbol.asyncDispose]();
});

/** The tasks of these targets that `nx affected` runs after a change of one file. */
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
  ])('after a change of %s, runs %j but not %j', async (path, run, not) => {
    const tasks = await tasksAfter(path, BROKEN[path], 'test');
    expect(tasks).toEqual(expect.arrayContaining([...run]));
    expect(tasks.filter((task) => not.includes(task))).toEqual([]);
  });

  it.each([
    ['proof/image-proof/src/scripts/judge.ts', CASES],
    ['images/src/build/plan-build.ts', CASES],
    ['images/requirements.txt', CASES],
    ['libs/contract/src/index.ts', CASES],
    ['.semaphore/deploy.yml', ['fleet:test']],
  ])('after a change of %s, runs %j', async (path, run) => {
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
    ['libs/contract/src/image-name.ts', IMAGES],
  ])('after a change of %s, builds %j, and deploys', async (path, builds) => {
    const tasks = await tasksAfter(path, blank, 'build-image', 'deploy');
    expect(tasks.filter((task) => task.endsWith(':build-image'))).toEqual(builds);
    expect(tasks).toContain('infra:deploy');
  });

  it('builds no image after changes that cannot affect one', async () => {
    // nx.json and tsconfig.base.json are not included, because Nx counts them as part of every project.
    await copy.change('package-lock.json', otherVersion);
    for (const path of UNRELATED_FILES) await copy.change(path, blank);
    const tasks = await copy.affectedTasks('build-image');
    await copy.restore();
    expect(tasks).toEqual([]);
  });
});

describe('a proof project', () => {
  it('is not a dependency of a product project', async () => {
    const isProof = (folder: string) => folder.startsWith('proof/');
    const dependencies = await copy.dependencies();
    expect(dependencies.filter(([from, to]) => !isProof(from) && isProof(to))).toEqual([]);
    expect(dependencies).toContainEqual(['proof/sandbox', 'apps/infra']);
  });

  it.each<[string, readonly string[]]>([
    ['apps/agent-scaler/src/loop.ts', ['sandbox:e2e', 'scaler-bench:test']],
    ['apps/fleet/src/main.ts', ['sandbox:e2e']],
    ['apps/infra/src/main.ts', ['sandbox:e2e']],
    ['images/packer/linux/agent/platform.sh', ['sandbox:e2e']],
    ['tools/src/cdk-script.ts', ['sandbox:e2e']],
    ['docs/upgrade.md', ['sandbox:e2e']],
    ['proof/sandbox/src/serve-fleet.ts', ['sandbox:e2e', 'image-proof:e2e']],
  ])('is tested again after a change of %s: %j', async (path, run) => {
    expect(await tasksAfter(path, blank, 'test', 'e2e')).toEqual(expect.arrayContaining([...run]));
  });
});

describe('nx affected -t bench verify', () => {
  it.each([
    ['proof/scaler-bench/src/main.ts', 'agent-scaler:bench'],
    ['apps/agent-scaler/src/loop.ts', 'agent-scaler:bench'],
    ['proof/image-proof/src/main.ts', 'images:verify'],
    ['images/packer/linux/agent/platform.sh', 'images:verify'],
  ])('after a change of %s, runs %s', async (path, task) => {
    expect(await tasksAfter(path, blank, 'bench', 'verify')).toContain(task);
  });
});

describe('the cache key', () => {
  it.each([
    ['infra:test', [], ['linux', 'windows', 'macos']],
    ['image-linux:test', ['linux'], ['windows', 'macos']],
    ['image-windows:test', ['windows'], ['linux', 'macos']],
    ['images:test', ['linux', 'windows', 'macos'], []],
  ])('of %s includes the image sources of %j, but not of %j', async (task, included, excluded) => {
    const inputs = (await copy.inputsOf(task)).join('\n');
    for (const os of included) expect(inputs).toContain(`{workspaceRoot}/images/packer/${os}/**/*`);
    for (const os of excluded) expect(inputs).not.toContain(`images/packer/${os}/**/*`);
  });

  it.each([
    ['agent-scaler:test', 'aws-clients'],
    ['fleet:lint', 'aws-clients'],
    ['ssh-keys-updater:test', 'github-keys'],
    ['scaler-bench:test', 'semaphore-api'],
    ['images:test', 'aws-clients'],
    ['image-proof:test', 'aws-clients'],
  ])('of %s includes the fakes of %s', async (task, library) => {
    const inputs = (await copy.inputsOf(task)).join('\n');
    expect(inputs).toContain(`:libs/${library}/src/testing/**/*`);
  });
});

function blank(text: string): string {
  return `${text}\n`;
}

/** Updates one package in a lock file. */
function otherVersion(text: string): string {
  return text.replace(/("node_modules\/zod": \{\s+"version": ")[\d.]+/, '$14.0.0');
}
