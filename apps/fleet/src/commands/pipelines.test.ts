import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'yaml';
import { commandLines, rejectionOf } from '../testing/command-lines.ts';
import { FakeShell } from '../testing/fake-shell.ts';
import { installation } from '@agent-aws-stack/installation';
import { commandsOf } from './index.ts';

interface Commands {
  readonly commands: readonly string[];
}

interface Pipeline {
  readonly version: string;
  readonly queue?: { readonly name: string; readonly scope: string };
  readonly execution_time_limit?: { readonly hours: number };
  readonly global_job_config: { readonly prologue: Commands };
  readonly blocks: readonly {
    readonly name: string;
    readonly dependencies: readonly string[];
    readonly run?: { readonly when: string };
    readonly task: { readonly prologue?: Commands; readonly jobs: readonly Commands[] };
  }[];
  readonly promotions?: readonly { readonly pipeline_file: string }[];
}

const folder = join(installation.root, '.semaphore');
const pipelines = globSync('*.yml', { cwd: folder }).map((name): [string, Pipeline] => [
  name,
  parse(readFileSync(join(folder, name), 'utf8')),
]);
const { scripts } = JSON.parse(readFileSync(join(installation.root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const program = new Command('fleet');
for (const factory of await commandsOf([])) program.addCommand(factory(new FakeShell()));

describe.each(pipelines)('.semaphore/%s', (_, { version, blocks, promotions = [] }) => {
  const commands = blocks.flatMap(({ task }) => task.jobs.flatMap((job) => job.commands));

  it('runs only npm scripts, files and commands that exist', () => {
    expect(version).toBe('v1.0');
    expect(commands.length).toBeGreaterThan(0);
    const named = commands.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script),
    );
    expect(named.filter((script) => !Object.hasOwn(scripts, script ?? ''))).toEqual([]);
    const files = commands.flatMap((line) =>
      [...line.matchAll(/node (\S+\.ts)/g)].map(([, file]) => file ?? ''),
    );
    expect(files.filter((file) => !existsSync(join(installation.root, file)))).toEqual([]);
    expect(commandLines(commands.join('\n')).flatMap((line) => rejectionOf(program, line) ?? [])).toEqual([]);
  });

  it('depends only on blocks, and promotes only pipelines, that exist', () => {
    const names = blocks.map(({ name }) => name);
    expect(
      blocks.flatMap(({ dependencies }) => dependencies).filter((name) => !names.includes(name)),
    ).toEqual([]);
    for (const { pipeline_file: file } of promotions) expect(existsSync(join(folder, file))).toBe(true);
  });
});

const pipeline = (name: string): Pipeline => {
  const found = pipelines.find(([file]) => file === name);
  if (found === undefined) throw new Error(`There is no .semaphore/${name}`);
  return found[1];
};

/** The commands of each job in a pipeline: the pipeline's prologue, the block's prologue, the job's own. */
const jobsOf = ({ global_job_config: { prologue }, blocks }: Pipeline): readonly (readonly string[])[] =>
  blocks.flatMap(({ task }) =>
    task.jobs.map(({ commands }) => [...prologue.commands, ...(task.prologue?.commands ?? []), ...commands]),
  );

describe.each(['deploy.yml', 'rebuild-images.yml'])('%s', (name) => {
  const deploy = pipeline(name);
  const lines = jobsOf(deploy).flat();

  it('deploys only from main', () => {
    for (const { run } of deploy.blocks) expect(run?.when).toBe("branch = 'main'");
  });

  it('waits for other deployments', () => {
    expect(deploy.queue).toEqual({ name: 'deploy', scope: 'project' });
  });

  it('uses no cache, because every branch can write to it', () => {
    expect(lines).not.toContainEqual(expect.stringMatching(/^cache\b/));
  });

  it('signs in with the token of the job, in a file that only its user can read, and has no stored key', () => {
    expect(lines).toContain(
      '(umask 077; printf %s "$SEMAPHORE_OIDC_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")',
    );
    expect(JSON.stringify(deploy)).not.toMatch(/secrets|ACCESS_KEY/);
  });

  it('examines the fleets after the deployment', () => {
    const deployment = lines.indexOf('npm run fleet -- deploy --yes');
    expect(deployment).toBeGreaterThan(0);
    expect(lines.indexOf('npm run fleet -- doctor')).toBeGreaterThan(deployment);
  });

  it('may take longer than two hours: the hour that Semaphore allows by default is not enough for a Windows image', () => {
    expect(deploy.execution_time_limit?.hours).toBeGreaterThan(2);
  });
});

it('rebuild-images.yml replaces images only if the deployment that must follow would not terminate running jobs', () => {
  const lines = jobsOf(pipeline('rebuild-images.yml')).flat();
  const rebuild = lines.findIndex((line) => / images:build-linux .*--force$/.test(line));
  expect(lines[rebuild - 1]).toBe('npm run fleet -- plan --strict');
});

describe('semaphore.yml', () => {
  const check = pipeline('semaphore.yml');

  it('does not fail if a cache command fails, as it does in a fork, which lacks the secrets for the cache', () => {
    const lines = jobsOf(check).flat();
    const cache = lines.filter((line) => /^cache\b/.test(line));
    expect(cache.length).toBeGreaterThan(0);
    for (const line of cache) expect(line).toMatch(/ \|\| true$/);
  });

  it('checks affected projects in two jobs, which together cover all projects', () => {
    const excluded = jobsOf(check)
      .flat()
      .flatMap((line) => /nx affected .*--exclude='([^']+)'/.exec(line)?.[1] ?? []);
    const [images = '', others = ''] = excluded.toSorted();
    expect(excluded).toHaveLength(2);
    expect(images.split(',')).toEqual(['*', ...others.split(',').map((name) => `!${name}`)]);
  });
});

describe.each(pipelines)('each job of .semaphore/%s', (_, each) => {
  it('has Packer, and the Python that Ansible needs, if it builds or tests images', () => {
    const jobs = jobsOf(each).filter((commands) =>
      commands.some((line) => /images[ :]build|affected .*!image-linux/.test(line)),
    );
    expect(jobs).toHaveLength(1);
    for (const commands of jobs) {
      expect(commands).toContain('sem-version python 3.11');
      expect(commands).toContain('.semaphore/install-packer.sh');
    }
    const installer = readFileSync(join(folder, 'install-packer.sh'), 'utf8');
    expect(installer).toMatch(/apt-get install .* packer\n/);
  });
});

it('the tests of pipelines cover all files in .semaphore', () => {
  expect(pipelines.map(([name]) => name).sort()).toEqual([
    'deploy.yml',
    'rebuild-images.yml',
    'semaphore.yml',
  ]);
});
