import { existsSync } from 'node:fs';
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { workspaceRoot } from '@agent-aws-stack/images';
import type { Change } from './affected-tasks.ts';

interface TaskGraph {
  readonly tasks: { readonly tasks: Readonly<Record<string, object>> };
  readonly taskPlans: Readonly<Record<string, readonly string[]>>;
}

interface ProjectGraph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

/**
 * A copy of this repository, including uncommitted changes, with a single commit that `nx affected` compares with. It shares
 * the packages and tools of the original, but not its caches.
 */
export class RepositoryCopy implements AsyncDisposable {
  readonly folder: string;
  #taskPlans: Promise<TaskGraph['taskPlans']> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<RepositoryCopy> {
    const copy = new RepositoryCopy(await mkdtemp(join(tmpdir(), 'repository-')));
    const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const { stdout } = await execa('git', git, { cwd: workspaceRoot });
    const files = stdout.split('\0').filter((path) => path !== '' && existsSync(join(workspaceRoot, path)));
    for (const path of files) await cp(join(workspaceRoot, path), join(copy.folder, path));
    await copy.#linkPackages(files);
    await mkdir(join(workspaceRoot, '.sandbox/images'), { recursive: true });
    await mkdir(join(copy.folder, '.sandbox'));
    await symlink(join(workspaceRoot, '.sandbox/images'), join(copy.folder, '.sandbox/images'));
    await copy.#git('init', '--quiet');
    await writeFile(join(copy.folder, '.git/info/exclude'), 'node_modules\n');
    await copy.#git('add', '--all');
    await copy.#git('commit', '--quiet', '--message', 'copy');
    return copy;
  }

  /** Edits a file. @throws Error if the edit changes nothing */
  async change(path: string, edit: (text: string) => string): Promise<void> {
    const file = join(this.folder, path);
    const before = await readFile(file, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`this edit does not change ${path}: ${edit}`);
    await writeFile(file, after);
  }

  /** Reverts all changes. */
  async restore(): Promise<void> {
    await this.#git('checkout', '--quiet', '.');
  }

  /** Runs Nx. Does not throw if it fails. */
  async nx(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly output: string }> {
    const { exitCode = -1, all } = await execa(join(this.folder, 'node_modules/.bin/nx'), args, {
      ...this.#surroundings(),
      all: true,
      reject: false,
    });
    return { exitCode, output: all };
  }

  /** The inputs of a `test` or `lint` task that Nx hashes for its cache. */
  async inputsOf(task: string): Promise<readonly string[]> {
    this.#taskPlans ??= this.#graph('run-many', '--targets=test,lint').then(({ taskPlans }) => taskPlans);
    return (await this.#taskPlans)[task] ?? [];
  }

  /** The tasks that `nx affected -t <targets>` would run, including the tasks that they depend on, sorted. */
  async affectedTasks(...targets: readonly string[]): Promise<readonly string[]> {
    const { tasks } = await this.#graph('affected', '--base=HEAD', `--targets=${targets.join(',')}`);
    return Object.keys(tasks.tasks).sort();
  }

  /** The affected tasks after each of several changes. Takes much less time than a call of Nx after each change. */
  async affectedTasksAfter(changes: readonly Change[]): Promise<readonly (readonly string[])[]> {
    const program = join(this.folder, 'proof/image-proof/src/testing/affected-tasks.ts');
    const options = { ...this.#surroundings(), input: JSON.stringify(changes) };
    const { stdout } = await execa(process.execPath, [program], options);
    return JSON.parse(stdout) as readonly (readonly string[])[];
  }

  /** The dependencies in Nx's project graph, as pairs of the projects' folders. */
  async dependencies(): Promise<readonly (readonly [from: string, to: string])[]> {
    const { graph } = await this.#graph<{ graph: ProjectGraph }>('graph');
    const root = (project: string) => graph.nodes[project]?.data.root ?? project;
    return Object.entries(graph.dependencies).flatMap(([from, edges]) =>
      edges.map(({ target }) => [root(from), root(target)] as const),
    );
  }

  /** File, name and message of each failed test of a project; undefined if the tests have not run. */
  async failures(project: string, target = 'test'): Promise<readonly string[] | undefined> {
    const file = join(this.folder, project, 'test-results', `${target}.json`);
    if (!existsSync(file)) return undefined;
    const { failures } = JSON.parse(await readFile(file, 'utf8')) as {
      failures: readonly { file: string; test?: string; message: string }[];
    };
    return failures.map(({ file: name, test = '', message }) => `${name} ${test} ${message}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  async #graph<Graph = TaskGraph>(command: string, ...args: readonly string[]): Promise<Graph> {
    const file = join(this.folder, '.nx/graph.json');
    const option = command === 'graph' ? 'file' : 'graph';
    const { exitCode, output } = await this.nx(command, ...args, `--${option}=${file}`);
    if (exitCode !== 0) throw new Error(output);
    return JSON.parse(await readFile(file, 'utf8')) as Graph;
  }

  /** Folder and environment of the processes of Nx. */
  #surroundings() {
    // The Nx that runs this test sets variables for its own tasks.
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
    const env = { ...Object.fromEntries(inherited), NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
    return { cwd: this.folder, env, extendEnv: false } as const;
  }

  /** Links node_modules. The workspace's own packages must link to the copy's folders. */
  async #linkPackages(files: readonly string[]): Promise<void> {
    const own = '@agent-aws-stack';
    const folders = files.filter((path) => path.endsWith('package.json')).map((path) => dirname(path));
    for (const folder of folders.filter((path) => path !== '.')) {
      const packages = join(workspaceRoot, folder, 'node_modules');
      if (existsSync(packages)) await symlink(packages, join(this.folder, folder, 'node_modules'));
    }
    const [from, to] = [join(workspaceRoot, 'node_modules'), join(this.folder, 'node_modules')];
    await mkdir(join(to, own), { recursive: true });
    const names = await readdir(from);
    for (const name of names) if (name !== own) await symlink(join(from, name), join(to, name));
    for (const name of await readdir(join(from, own))) {
      const link = join(from, own, name);
      if ((await lstat(link)).isSymbolicLink()) await symlink(await readlink(link), join(to, own, name));
    }
  }

  async #git(...args: readonly string[]): Promise<void> {
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    await execa('git', [...author, ...args], { cwd: this.folder });
  }
}
