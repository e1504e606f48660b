import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'yaml';
import { commandLines, misunderstood } from '../testing/command-lines.ts';
import { FakeShell } from '../testing/fake-shell.ts';
import { workspaceRoot } from '../workspace.ts';
import { COMMANDS } from './index.ts';

interface Pipeline {
  readonly version: string;
  readonly blocks: readonly {
    readonly name: string;
    readonly dependencies: readonly string[];
    readonly task: { readonly jobs: readonly { readonly commands: readonly string[] }[] };
  }[];
  readonly promotions?: readonly { readonly pipeline_file: string }[];
}

const folder = join(workspaceRoot, '.semaphore');
const pipelines = globSync('*.yml', { cwd: folder }).map((name): [string, Pipeline] => [
  name,
  parse(readFileSync(join(folder, name), 'utf8')),
]);
const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const program = new Command('fleet');
for (const factory of COMMANDS) program.addCommand(factory(new FakeShell()));

describe.each(pipelines)('.semaphore/%s', (_, { version, blocks, promotions = [] }) => {
  const commands = blocks.flatMap(({ task }) => task.jobs.flatMap((job) => job.commands));

  it('runs npm scripts, files and commands of this project that there are', () => {
    expect(version).toBe('v1.0');
    expect(commands.length).toBeGreaterThan(0);
    const named = commands.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script),
    );
    expect(named.filter((script) => !Object.hasOwn(scripts, script ?? ''))).toEqual([]);
    const files = commands.flatMap((line) =>
      [...line.matchAll(/node (\S+\.ts)/g)].map(([, file]) => file ?? ''),
    );
    expect(files.filter((file) => !existsSync(join(workspaceRoot, file)))).toEqual([]);
    expect(commandLines(commands.join('\n')).flatMap((line) => misunderstood(program, line) ?? [])).toEqual(
      [],
    );
  });

  it('waits for blocks and promotes pipelines that there are', () => {
    const names = blocks.map(({ name }) => name);
    expect(
      blocks.flatMap(({ dependencies }) => dependencies).filter((name) => !names.includes(name)),
    ).toEqual([]);
    for (const { pipeline_file: file } of promotions) expect(existsSync(join(folder, file))).toBe(true);
  });
});

it('there are pipelines', () => {
  expect(pipelines.map(([name]) => name).sort()).toEqual(['deploy.yml', 'semaphore.yml']);
});
