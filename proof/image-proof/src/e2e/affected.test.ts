import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
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

type Edit = (text: string) => string;

/** After a change that breaks a file: tasks that `nx affected -t test` runs, and tasks that it does not run. */
const TESTS: readonly [Broken, readonly string[], readonly string[]][] = [
  ['images/packer/linux/linux.pkr.hcl', ['image-linux:test', 'images:test'], ['image-windows:test']],
  ['images/packer/macos/agent/platform.sh', ['image-macos:test'], ['image-linux:test', 'image-windows:test']],
  ['images/packer/windows/files/health-check.ps1', ['image-windows:test'], ['image-linux:test']],
  ['images/packer/common/agent/lib/end-instance.sh', CASES, []],
  ['images/goss/macos/image.yaml', ['goss-macos:test', 'image-macos:test'], ['image-linux:test']],
  ['Makefile', ['image-proof:commands'], CASES],
  ['examples/macos.json', ['infra:test'], CASES],
];

/** After a change that breaks nothing: tasks that `nx affected -t test` runs. */
const OTHER_TESTS: readonly [string, readonly string[]][] = [
  ['proof/image-proof/src/scripts/judge.ts', CASES],
  ['images/src/build/plan-build.ts', CASES],
  ['images/requirements.txt', CASES],
  ['libs/contract/src/index.ts', CASES],
  ['.semaphore/deploy.yml', ['fleet:test']],
];

/** After a change of a file: the images that `nx affected -t build-image deploy` builds. */
const BUILDS: readonly [string, readonly string[]][] = [
  ['images/packer/linux/linux.pkr.hcl', ['image-linux:build-image']],
  ['images/packer/windows/files/start.ps1', ['image-windows:build-image']],
  ['images/goss/macos/live.yaml', ['image-macos:build-image']],
  ['images/packer/common/agent/start.sh', IMAGES],
  ['libs/ami-hash/src/fingerprint.ts', IMAGES],
  ['libs/contract/src/image-name.ts', IMAGES],
];

/** After a change of a file: tests of proof projects that `nx affected -t test e2e` runs. */
const PROOFS: readonly [string, readonly string[]][] = [
  ['apps/agent-scaler/src/loop.ts', ['sandbox:e2e', 'scaler-bench:test']],
  ['apps/fleet/src/main.ts', ['sandbox:e2e']],
  ['apps/infra/src/main.ts', ['sandbox:e2e']],
  ['images/packer/linux/agent/platform.sh', ['sandbox:e2e']],
  ['tools/src/cdk-script.ts', ['sandbox:e2e']],
  ['docs/upgrade.md', ['sandbox:e2e']],
  ['proof/sandbox/src/serve-fleet.ts', ['sandbox:e2e', 'image-proof:e2e']],
];

/** After a change of a file: a task that `nx affected -t bench verify` runs. */
const VERIFICATIONS: readonly [string, string][] = [
  ['proof/scaler-bench/src/main.ts', 'agent-scaler:bench'],
  ['apps/agent-scaler/src/loop.ts', 'agent-scaler:bench'],
  ['proof/image-proof/src/main.ts', 'images:verify'],
  ['images/packer/linux/agent/platform.sh', 'images:verify'],
];

const ALL: readonly { path: string; edit: Edit; targets: readonly string[] }[] = [
  ...TESTS.map(([path]) => ({ path, edit: BROKEN[path], targets: ['test'] })),
  ...OTHER_TESTS.map(([path]) => ({ path, edit: blank, targets: ['test'] })),
  ...BUILDS.map(([path]) => ({ path, edit: blank, targets: ['build-image', 'deploy'] })),
  ...PROOFS.map(([path]) => ({ path, edit: blank, targets: ['test', 'e2e'] })),
  ...VERIFICATIONS.map(([path]) => ({ path, edit: blank, targets: ['bench', 'verify'] })),
];

let copy: RepositoryCopy;
let affected: readonly (readonly string[])[];

beforeAll(async () => {
  copy = await RepositoryCopy.make();
  const changes = ALL.map(async ({ path, edit, targets }) => ({
    ...{ path, targets },
    content: edit(await readFile(join(copy.folder, path), 'utf8')),
  }));
  affected = await copy.affectedTasksAfter(await Promise.all(changes));
});
afterAll(async () => {
  await copy[Symbol.asyncDispose]();
});

/** The tasks of these targets that `nx affected` runs after a change of one file. */
function tasksAfter(changed: string, ...wanted: readonly string[]): readonly string[] {
  const change = ALL.findIndex(({ path, targets }) => path === changed && targets.join() === wanted.join());
  return affected[change] ?? [];
}

describe('nx affected -t test', () => {
  it.each(TESTS)('after a change of %s, runs %j but not %j', (path, run, not) => {
    const tasks = tasksAfter(path, 'test');
    expect(tasks).toEqual(expect.arrayContaining([...run]));
    expect(tasks.filter((task) => not.includes(task))).toEqual([]);
  });

  it.each(OTHER_TESTS)('after a change of %s, runs %j', (path, run) => {
    expect(tasksAfter(path, 'test')).toEqual(expect.arrayContaining([...run]));
  });
});

describe('nx affected -t build-image deploy', () => {
  it.each(BUILDS)('after a change of %s, builds %j, and deploys', (path, builds) => {
    const tasks = tasksAfter(path, 'build-image', 'deploy');
    expect(tasks.filter((task) => task.endsWith(':build-image'))).toEqual(builds);
    expect(tasks).toContain('infra:deploy');
  });

  it('runs the tasks that affected-tasks.ts prints for the other tests', async () => {
    const [{ path, edit, targets }] = ALL as [(typeof ALL)[number]];
    await copy.change(path, edit);
    const tasks = await copy.affectedTasks(...targets);
    await copy.restore();
    expect(tasks).toEqual(tasksAfter(path, ...targets));
    expect(tasks.length).toBeGreaterThan(0);
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

  it.each(PROOFS)('is tested again after a change of %s: %j', (path, run) => {
    expect(tasksAfter(path, 'test', 'e2e')).toEqual(expect.arrayContaining([...run]));
  });
});

describe('nx affected -t bench verify', () => {
  it.each(VERIFICATIONS)('after a change of %s, runs %s', (path, task) => {
    expect(tasksAfter(path, 'bench', 'verify')).toContain(task);
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
